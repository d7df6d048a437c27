using GanCluster.EndToEnd.Tests.Processes;
using GanCluster.EndToEnd.Tests.Runs;

namespace GanCluster.EndToEnd.Tests.Cluster;

/// <summary>How long the others stand when one is killed, and what they do again.</summary>
[Collection(Timed.Name)]
public sealed class RecoveryTests(UndisturbedRuns undisturbed)
{
    private const int Workers = 3;

    private static readonly TimeSpan Median = TimeSpan.FromSeconds(1), Worst = TimeSpan.FromSeconds(2);

    /// <summary>kill -9 of one of three at a random phase, an averager of the plan every other time: ten times with <c>GANCLUSTER_FULL=1</c>, else twice.</summary>
    [Theory, InlineData("star"), InlineData("sharded")]
    public async Task WorkerKilled_AtARandomPhase_OthersGoOnAtOnce_SameBytes(string averaging)
    {
        var gaps = new List<TimeSpan>();
        for (var seed = 1; seed <= (FullSize.Demanded ? 10 : 2); seed++) gaps.Add(await KillOne(averaging, seed));
        gaps.Sort();
        var median = gaps[gaps.Count / 2];
        TestContext.Current.TestOutputHelper!.WriteLine($"{averaging}: median {median.TotalSeconds:0.000} s, worst {gaps[^1].TotalSeconds:0.000} s");
        Assert.True(median <= Median, $"longest gaps: {string.Join(", ", gaps)}");
        Assert.True(gaps[^1] <= Worst, $"longest gaps: {string.Join(", ", gaps)}");
    }

    /// <returns>The longest time that a survivor stood.</returns>
    private async Task<TimeSpan> KillOne(string averaging, int seed)
    {
        var random = new Random(seed);
        var setup = ClusterRun.Setup(500);
        using var folder = new TemporaryFolder();
        await using var run = ClusterRun.Start(setup, folder.PathOf("run"), Workers, averaging);
        await run.UntilStep(random.Next(50, 250));
        await Task.Delay(random.Next(10));

        var plan = run.Plans[^1];
        var averagers = plan.Averagers.Distinct().Select(name => run.Names[name]).ToList();
        // In the sharded layout all of them are.
        var others = run.Workers.Keys.Except(averagers).ToList();
        var (candidates, role) = seed % 2 == 1 || others.Count == 0 ? (averagers, "an averager") : (others, "no averager");
        var victim = candidates[random.Next(candidates.Count)];
        var moment = Signals.Send(run.Workers[victim], Signal.Kill);
        await run.EndsAs(undisturbed, setup);

        Assert.Single(run.Folder.EventsNamed("workerEnded"), line => line.Contains($"\"process\":{run.Workers[victim]},\"exitCode\":137"));
        var share = run.Plans.Where(made => made.Time < moment).TakeLast(2).Max(made => made.Shards[run.Names.First(name => name.Value == victim).Key]);
        // What was late, on a busy machine, is computed twice as well.
        var late = run.Folder.Events.Where(line => line.GetProperty("event").GetString() == "recomputeOrdered").Sum(line => line.GetProperty("shards").GetInt32());
        var again = run.Folder.Result.ShardsRecomputed;
        Assert.True(again <= share + late, $"{again} shards were computed again, {late} of them since they were late, and its share was {share}\n{string.Join('\n', run.Folder.Events)}");
        var gap = run.Workers.Keys.Where(worker => worker != victim).Max(worker => run.FolderOf(worker).LongestGapAfter(moment));
        TestContext.Current.TestOutputHelper!.WriteLine(
            $"{averaging}, seed {seed}: worker {victim}, {role}, killed; longest gap {gap.TotalSeconds:0.000} s, {again} shards again of at most {share} and {late} that were late");
        return gap;
    }
}
