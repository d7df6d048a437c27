using System.Collections.Concurrent;
using GanCluster.EndToEnd.Tests.Processes;

namespace GanCluster.EndToEnd.Tests.Runs;

/// <summary>One run of each setup that nothing disturbs, on two lanes, for all tests that compare with it.</summary>
public sealed class UndisturbedRuns : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly ConcurrentDictionary<string, Lazy<Task<RunDirectory>>> _runs = new();

    public void Dispose() => _folder.Dispose();

    internal Task<RunDirectory> Of(TrainingSetup setup) =>
        _runs.GetOrAdd($"{setup.Name}-{setup.Steps}", name => new Lazy<Task<RunDirectory>>(() => Train(name, setup))).Value;

    private async Task<RunDirectory> Train(string name, TrainingSetup setup)
    {
        var run = new RunDirectory(_folder.PathOf(name));
        (await GanClusterProgram.Run(setup.In(run, "--lanes", "2"))).AssertExit(0);
        return run;
    }
}
