using System.Text.Json;
using GanCluster.EndToEnd.Tests.Processes;
using GanCluster.EndToEnd.Tests.Runs;

namespace GanCluster.EndToEnd.Tests.Cluster;

/// <summary>One <c>gancluster node</c> and its folder.</summary>
/// <param name="Port">Of its control plane.</param>
internal sealed record ClusterMember(RunDirectory Folder, RunningProgram Program, int Port)
{
    public IReadOnlyList<string> Logged(string words) => Folder.Logged(words);

    /// <summary>When it made its newest plan; never, as long as it hasn't been the coordinator.</summary>
    public DateTimeOffset LastPlanned => Folder.Plans is [.., var plan] ? plan.Time : DateTimeOffset.MinValue;

    /// <summary>
    /// It ended with the run, with the bytes of a run in one process, and did every step from its first to the last once. Where it was so late that others computed its shards
    /// and went on without it, it has taken their replica, and lacks the steps between.
    /// </summary>
    public async Task EndsAs(UndisturbedRuns runs, TrainingSetup setup)
    {
        (await Program.End()).AssertExit(0);
        // Only now: beside it, it would be slower, and so would be what is timed.
        var undisturbed = await runs.Of(setup);
        Assert.Equal(undisturbed.Result.Digest, Folder.Result.Digest);
        Assert.Equal((undisturbed.Result.Steps, undisturbed.Result.Phases, undisturbed.Result.Lineage), (Folder.Result.Steps, Folder.Result.Phases, Folder.Result.Lineage));
        Assert.Equal(0, Folder.Result.PhasesLost);
        Folder.AssertStepsAreOf(undisturbed, [.. Logged("Goes on from").Select(line => JsonDocument.Parse(line).RootElement.GetProperty("Phase").GetInt64())]);
    }
}
