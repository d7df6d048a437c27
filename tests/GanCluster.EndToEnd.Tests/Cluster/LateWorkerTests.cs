using System.Globalization;
using System.Text.RegularExpressions;
using GanCluster.EndToEnd.Tests.Processes;
using GanCluster.EndToEnd.Tests.Runs;

namespace GanCluster.EndToEnd.Tests.Cluster;

/// <summary>A worker that is there but late: frozen for a while, or slow for good.</summary>
[Collection(Timed.Name)]
public sealed partial class LateWorkerTests(UndisturbedRuns undisturbed)
{
    [Theory, InlineData("star"), InlineData("sharded")]
    public Task WorkerFrozenForTwentySeconds_OthersGoOnAndItComesBack_SameBytes(string averaging) => Timed.Run(async folder =>
    {
        // As many steps as the others do meanwhile, and many more.
        await using var run = ClusterRun.Start(ClusterRun.Setup(20_000), folder.PathOf("run"), 3, averaging);
        await run.UntilStep(300);
        // In a star, one that averages nothing: an averager that is killed is a test of its own, and the sharded layout has only averagers.
        var averager = run.Names[run.Plans[^1].Averagers[0]];
        var frozen = run.Workers.Keys.First(worker => worker != averager);
        var others = run.Workers.Keys.Except([frozen]).ToList();
        Signals.Send(run.Workers[frozen], Signal.Stop);
        var before = others.Sum(worker => Memory.ResidentKilobytes(run.Workers[worker]));
        await Task.Delay(TimeSpan.FromSeconds(20));
        var after = others.Sum(worker => Memory.ResidentKilobytes(run.Workers[worker]));
        var then = run.Folder.LastStep;
        Signals.Send(run.Workers[frozen], Signal.Continue);
        Assert.True(then > 400, "nothing went on while one was frozen");
        Assert.True(after - before < 32 * 1024, $"the others' memory grew from {before} to {after} kB");
        await run.Until("the frozen one has steps again", () => run.FolderOf(frozen).LastStep > then + 100);
        run.Send(Signal.Terminate);
        var end = (await run.End()).AssertExit(130);
        await Children.Ended(run.Workers.Values);

        Assert.Contains((await undisturbed.Of(ClusterRun.Setup(run.Folder.LastStep))).Result.Digest, end.Output);
        var gaps = LongestGaps(end.Output);
        TestContext.Current.TestOutputHelper!.WriteLine(
            $"{averaging}: memory of the others {before} kB, then {after} kB");
        foreach (var worker in others) Timed.Within(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(gaps[run.Workers[worker]]), $"worker {worker}'s longest gap");
    });

    [Fact]
    public async Task WorkerAtAQuarterOfItsSpeed_GetsFewerShards_AndTheRunIsFasterThanWithEqualShares()
    {
        var (equal, evenly) = await TrainWithASlowOne("equal");
        var (measured, fewer) = await TrainWithASlowOne("measured");
        TestContext.Current.TestOutputHelper!.WriteLine($"equal shares: {equal:0.0} steps/s, the slow one did {evenly:P0} of the shards; measured: {measured:0.0} steps/s, {fewer:P0}");
        Assert.InRange(evenly, 0.4, 0.6);
        Assert.InRange(fewer, 0.01, 0.4);
        Assert.True(measured > 1.2 * equal, $"{measured:0.0} steps a second are hardly more than {equal:0.0}");
    }

    /// <returns>Steps a second in the second half of the run, when shares have settled, and the slow one's part of the shards, from the first one on.</returns>
    private async Task<(double StepsPerSecond, double Part)> TrainWithASlowOne(string shares)
    {
        var setup = TrainingSetup.Heavy(120);
        using var folder = new TemporaryFolder();
        using var limit = new CpuLimit(0.25);
        await using var run = ClusterRun.Start(setup, folder.PathOf("run"), 2, "star", $"cluster.shares={shares}");
        await run.UntilStep(20);
        // Not the averager: that one would be slow at more than its shards.
        var slow = run.Workers.Keys.First(worker => worker != run.Names[run.Plans[^1].Averagers[0]]);
        limit.Add(run.Workers[slow]);
        await run.EndsAs(undisturbed, setup);

        var times = run.Folder.StepTimes;
        var result = run.Folder.Result;
        var shards = result.Workers!.Single(worker => worker.Process == run.Workers[slow]).Shards;
        return ((times.Count - 60) / (times[^1] - times[59]).TotalSeconds, shards / (double)result.Workers!.Sum(worker => worker.Shards));
    }

    /// <summary>Between two commits, in seconds, by process: as the summary of the run has them.</summary>
    private static Dictionary<int, double> LongestGaps(string output) => WorkerLine().Matches(output)
        .ToDictionary(line => int.Parse(line.Groups[1].Value, CultureInfo.InvariantCulture), line => double.Parse(line.Groups[2].Value, NumberStyles.Number, CultureInfo.InvariantCulture));

    [GeneratedRegex(@"^ +\S+:\d+ +(\d+) +[\d,]+ +[\d,]+ +([\d.,]+) s$", RegexOptions.Multiline)]
    private static partial Regex WorkerLine();
}
