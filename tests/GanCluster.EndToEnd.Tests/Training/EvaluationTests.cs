using GanCluster.EndToEnd.Tests.Cluster;
using GanCluster.EndToEnd.Tests.Processes;
using GanCluster.EndToEnd.Tests.Runs;

namespace GanCluster.EndToEnd.Tests.Training;

/// <summary>A run that is evaluated while it trains, and ends when that no longer gets better.</summary>
public sealed class EvaluationTests(UndisturbedRuns undisturbed) : IDisposable
{
    // A generator that never changes gets no better than the first time: on every machine alike.
    private static readonly TrainingSetup Frozen = new("frozen", 600,
    [
        .. TrainingSetup.Tiny(600).Arguments,
        .. TrainingSetup.Set("generator.optimizer.learningRate=0", "generator.normalization=none", "generator.movingAverage=0", "samples.every=0", "evaluation.every=50", "evaluation.samples=1000", "evaluation.patience=3"),
    ]);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>Nobody else has begun to judge that generator: somebody has to, with the copy that it holds.</summary>
    [Fact]
    public async Task Nodes_WhoEvaluatesIsKilled_SameFiguresAndTheSameEnd()
    {
        await using var group = NodeGroup.Start(Frozen, _folder.Path, 3);
        var killed = await Evaluator(group);
        killed.Program.Send(Signal.Kill);
        var staying = group.Members.Where(member => member != killed).ToList();
        foreach (var member in staying) await member.EndsAs(undisturbed, Frozen);

        var whole = await undisturbed.Of(Frozen);
        Assert.Equal(250, whole.Result.Steps);
        Assert.Equal(("FID", 50L, true), (whole.Result.Evaluation!.Figure, whole.Result.Evaluation.BestStep, whole.Result.Evaluation.EndedRun));
        Assert.Contains(50, whole.CheckpointSteps);
        Assert.Contains("\"evaluation\":{\"step\":50,\"figure\":\"FID\"", whole.Metrics[99]);
        Assert.All(staying, member => Assert.Equal(whole.Result.Evaluation, member.Folder.Result.Evaluation));
        Assert.Contains(staying, member => member.Logged("Evaluates the replica").Count > 0);
    }

    private static async Task<ClusterMember> Evaluator(NodeGroup group)
    {
        ClusterMember? found = null;
        await group.Members[0].Program.Until("an evaluation", () => (found = group.Members.FirstOrDefault(member => member.Logged("Evaluates the replica").Count > 0)) is not null);
        return found!;
    }
}
