using System.Diagnostics;
using System.Numerics;

namespace GanCluster.Core.Tests.Simulation;

/// <summary>
/// GANCLUSTER_SIMULATIONS: how many schedules, 2,000 unless it says otherwise. GANCLUSTER_FIRST_SEED: the seed of the first. GANCLUSTER_REPLAY: one seed,
/// whose shrunk schedule and every event of it are written to the file simulation-SEED.txt in the temporary folder.
/// </summary>
public class SimulationTests
{
    private const int FullCount = 20_000;

    private static readonly Situations[] Named =
    [
        Situations.AveragerDeadBetweenRecipients, Situations.TwoCoordinators, Situations.DonorDead, Situations.OverlappingNodes,
        Situations.ThawedAverager, Situations.ExitAtTheLastPhase, Situations.MergeAfterPartition,
    ];

    [Fact]
    public void Run_WithoutFaults_EndsLikeTheReference()
    {
        for (ulong seed = 1; seed <= 50; seed++)
        {
            var result = Simulation.Run(Schedule.From(seed) with { Faults = [] });
            Assert.True(result.Failure is null, result.Failure + "\n" + result.Schedule);
        }
    }

    [Fact]
    public void Run_Twice_IsTheSameToTheEvent()
    {
        for (ulong seed = 1; seed <= 20; seed++) Assert.Equal(Simulation.Run(Schedule.From(seed)) with { Schedule = null! }, Simulation.Run(Schedule.From(seed)) with { Schedule = null! });
    }

    [Fact]
    public void Run_AnyFaults_EndsLikeTheReference()
    {
        var count = Setting("GANCLUSTER_SIMULATIONS", 2_000);
        var first = Setting("GANCLUSTER_FIRST_SEED", 1);
        var watch = Stopwatch.StartNew();
        var results = new SimulationResult[count];
        Parallel.For(0, count, new ParallelOptions { MaxDegreeOfParallelism = 2 }, i => results[i] = Simulation.Run(Schedule.From((ulong)(first + i))));

        var counts = new int[32];
        foreach (var result in results)
        {
            for (var i = 0; i < counts.Length; i++) counts[i] += ((int)result.Situations >> i) & 1;
        }

        TestContext.Current.TestOutputHelper!.WriteLine(
            $"{count} schedules in {watch.Elapsed.TotalSeconds:0.0} s, {results.Sum(result => result.Events)} events, longest gap {results.Max(result => result.LongestGap):0.0} virtual s\n"
            + string.Join('\n', Enum.GetValues<Situations>().Where(situation => situation != Situations.None).Select(situation => $"{situation} {counts[IndexOf(situation)]}")));

        var failed = results.FirstOrDefault(result => result.Failure is not null);
        if (failed is not null)
        {
            var shrunk = Simulation.Run(Shrinking.Shrink(failed.Schedule));
            Assert.Fail($"{results.Count(result => result.Failure is not null)} of {count} fail, the first:\n{failed.Failure}\n{failed.Schedule}\nshrunk:\n{shrunk.Failure}\n{shrunk.Schedule}");
        }

        Assert.All(results, result => Assert.True(result.Faults >= Schedule.LeastFaults, $"{result.Faults} faults\n{result.Schedule}"));
        if (count < 1_000) return;
        foreach (var situation in Named)
        {
            var least = 100L * Math.Min(count, FullCount) / FullCount;
            Assert.True(counts[IndexOf(situation)] >= least, $"{situation}: {counts[IndexOf(situation)]} times in {count} schedules, at least {least} wanted");
        }
    }

    [Fact]
    public void Shrink_OfAFailure_StillFailsAndIsSmaller()
    {
        var broken = new SimulationSwitches { SumInTree = false };
        var failing = Schedule.From(1);
        var shrunk = Shrinking.Shrink(failing, null, broken);
        Assert.NotNull(Simulation.Run(shrunk, null, broken).Failure);
        Assert.Empty(shrunk.Faults);
        Assert.True(shrunk.Last < failing.Last);
    }

    // Also a tool: with the seed of a failing schedule in GANCLUSTER_REPLAY it writes that one's trace.
    [Fact]
    public void Replay_OfASeed_WritesItsTrace()
    {
        var seed = Environment.GetEnvironmentVariable("GANCLUSTER_REPLAY") ?? "1";
        var (result, trace) = Simulation.RunTraced(Shrinking.Shrink(Schedule.From(ulong.Parse(seed))));
        File.WriteAllText(Path.Combine(Path.GetTempPath(), $"simulation-{seed}.txt"), $"{result.Schedule}\n{result.Failure}\n{trace}");
        Assert.Null(result.Failure);
    }

    private static int Setting(string name, int otherwise) =>
        Environment.GetEnvironmentVariable(name) is { } value ? int.Parse(value) : otherwise;

    private static int IndexOf(Situations situation) => BitOperations.Log2((uint)situation);
}
