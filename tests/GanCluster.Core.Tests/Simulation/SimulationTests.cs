namespace GanCluster.Core.Tests.Simulation;

public class SimulationTests
{
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
    public void Trace()
    {
        if (Environment.GetEnvironmentVariable("GANCLUSTER_TRACE") is not { } seed) return;
        var (result, trace) = Simulation.RunTraced(Shrinking.Shrink(Schedule.From(ulong.Parse(seed))));
        File.WriteAllText("/tmp/trace.txt", result.Schedule + "\n" + trace);
        Assert.Fail(result.Failure + "\n" + result.Schedule);
    }

    [Fact]
    public void Run_AnyFaults_EndsLikeTheReference()
    {
        var count = int.Parse(Environment.GetEnvironmentVariable("GANCLUSTER_SIMULATIONS") ?? "2000");
        var failed = new List<SimulationResult>();
        var counts = new int[32];
        double longest = 0, longestGap = 0;
        int fewest = 99;
        var watch = System.Diagnostics.Stopwatch.StartNew();
        long events = 0;
        var first = int.Parse(Environment.GetEnvironmentVariable("GANCLUSTER_FIRST_SEED") ?? "1");
        Parallel.For(first, first + count, new ParallelOptions { MaxDegreeOfParallelism = 2 }, (seed, loop) =>
        {
            var result = Simulation.Run(Schedule.From((ulong)seed));
            lock (failed)
            {
                events += result.Events;
                longest = Math.Max(longest, result.Seconds);
                longestGap = Math.Max(longestGap, result.LongestGap);
                fewest = Math.Min(fewest, result.Faults);
                for (var i = 0; i < 32; i++) counts[i] += ((int)result.Situations >> i) & 1;
                if (result.Failure is not null) failed.Add(result);
            }
        });
        Console.Error.WriteLine($"{count} schedules, {events} events, {watch.Elapsed}, longest {longest}, gap {longestGap}, fewest faults {fewest}: " + string.Join(", ", Enum.GetValues<Situations>().Where(s => s != 0).Select(s => $"{s} {counts[System.Numerics.BitOperations.Log2((uint)s)]}")));
        Assert.True(failed.Count == 0, $"{failed.Count} of {count} in {watch.Elapsed}\n" + string.Join("\n", failed.OrderBy(f => f.Schedule.Faults.Count).Take(200).Select(f => f.Failure!.Split('\n')[0] + "\n" + f.Schedule)));
    }
}
