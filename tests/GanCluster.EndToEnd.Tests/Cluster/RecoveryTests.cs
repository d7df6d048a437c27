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
    public Task WorkerKilled_AtARandomPhase_OthersGoOnAtOnce_SameBytes(string averaging) => Timed.Run(async folder =>
    {
        var gaps = new List<TimeSpan>();
        for (var seed = 1; seed <= (FullSize.Demanded ? 10 : 2); seed++) gaps.Add(await KillOne(averaging, seed, folder.PathOf($"run-{seed}")));
        gaps.Sort();
        Timed.Within(Median, gaps[gaps.Count / 2], $"{averaging}: the median of the longest gaps");
        Timed.Within(Worst, gaps[^1], $"{averaging}: the longest gap");
    });

    /// <returns>The longest time that a survivor stood.</returns>
    private async Task<TimeSpan> KillOne(string averaging, int seed, string path)
    {
        var random = new Random(seed);
        var setup = ClusterRun.Setup(500);
        await using var run = ClusterRun.Start(setup, path, Workers, averaging);
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
        // By every name that it has had. Where it was thought to be lost, it isn't in the plan.
        var names = run.Names.Where(name => name.Value == victim).Select(name => name.Key).ToList();
        var share = run.Plans.Where(made => made.Time < moment).TakeLast(2).Max(made => names.Max(name => made.Shards.GetValueOrDefault(name)));
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
