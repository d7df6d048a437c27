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
    public Task WorkerAtAQuarterOfItsSpeed_GetsFewerShards_AndTheRunIsFasterThanWithEqualShares() => Timed.Run(async folder =>
    {
        var (equal, evenly) = await TrainWithASlowOne(folder, "equal");
        var (measured, fewer) = await TrainWithASlowOne(folder, "measured");
        TestContext.Current.TestOutputHelper!.WriteLine($"the slow one did {evenly:P0} of the shards with equal shares, {fewer:P0} with measured ones");
        Assert.InRange(evenly, 0.4, 0.6);
        Assert.InRange(fewer, 0.01, 0.4);
        Timed.Within(equal / 1.2, measured, "the second half with measured shares");
    });

    /// <returns>The time of the second half of the run, when shares have settled, and the slow one's part of the shards, from the first one on.</returns>
    private async Task<(TimeSpan SecondHalf, double Part)> TrainWithASlowOne(TemporaryFolder folder, string shares)
    {
        var setup = TrainingSetup.Heavy(120);
        // Both have a limit, and together no more than a core, so that whatever else the machine does weighs on both runs alike.
        using var limit = new CpuLimit(0.2);
        using var limitOfTheOther = new CpuLimit(0.8);
        await using var run = ClusterRun.Start(setup, folder.PathOf(shares), 2, "star", $"cluster.shares={shares}");
        await run.UntilStep(20);
        // Not the averager: that one would be slow at more than its shards.
        var slow = run.Workers.Keys.First(worker => worker != run.Names[run.Plans[^1].Averagers[0]]);
        limit.Add(run.Workers[slow]);
        limitOfTheOther.Add(run.Workers.Single(worker => worker.Key != slow).Value);
        await run.EndsAs(undisturbed, setup);

        var times = run.Folder.StepTimes;
        var result = run.Folder.Result;
        var shards = result.Workers!.Single(worker => worker.Process == run.Workers[slow]).Shards;
        return (times[^1] - times[59], shards / (double)result.Workers!.Sum(worker => worker.Shards));
    }

    /// <summary>Between two commits, in seconds, by process: as the summary of the run has them.</summary>
    private static Dictionary<int, double> LongestGaps(string output) => WorkerLine().Matches(output)
        .ToDictionary(line => int.Parse(line.Groups[1].Value, CultureInfo.InvariantCulture), line => double.Parse(line.Groups[2].Value, NumberStyles.Number, CultureInfo.InvariantCulture));

    [GeneratedRegex(@"^ +\S+:\d+ +(\d+) +[\d,]+ +[\d,]+ +([\d.,]+) s$", RegexOptions.Multiline)]
    private static partial Regex WorkerLine();
}
