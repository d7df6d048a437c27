using GanCluster.Cluster.Nodes;
using GanCluster.Core.Compute;
using GanCluster.Core.Identity;
using GanCluster.Core.Options;
using GanCluster.Core.Planning;
using GanCluster.Training.Engine;

namespace GanCluster.Tests.Matrix;

/// <summary>Every loss with every network, alone and in a cluster of three real nodes over loopback: finite all the way, and the same bytes.</summary>
public class EveryCombinationTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    [Fact]
    public void All_EveryCombination_IsValid()
    {
        foreach (var (name, options) in EveryCombination.All) Assert.True(RunOptionsValidator.Validate(options) is [], name);
    }

    [Fact]
    public async Task Train_OneWorkerAndThree_IsFiniteAndTheSameBytes()
    {
        var alone = Task.Factory.StartNew(Alone, TestContext.Current.CancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default);

        List<MatrixNode> nodes = [new(new NodeOptions { IsCoordinator = true, StartWith = 3, Configuration = Configuration() }, Open, EveryCombination.Steps)];
        try
        {
            var seed = await nodes[0].Address.WaitAsync(Patience, TestContext.Current.CancellationToken);
            for (var worker = 0; worker < 3; worker++) nodes.Add(new MatrixNode(new NodeOptions { IsWorker = true, Seeds = [seed] }, Open, EveryCombination.Steps));
            foreach (var node in nodes) Assert.Equal(NodeEndKind.RunDone, (await node.End.WaitAsync(Patience, TestContext.Current.CancellationToken)).Kind);

            Assert.All(nodes, node => Assert.Empty(node.Skipped));
            Assert.Equal(3, nodes[0].Computed.Count);
            var expected = await alone;
            Assert.Equal(expected, nodes[0].Final);
            Assert.All(nodes.Skip(1), node => Assert.Equal(expected, node.Trainer!.Digest()));
        }
        finally
        {
            foreach (var node in nodes) node.Dispose();
        }
    }

    private static Digest Alone()
    {
        using var trainer = Open();
        using var pool = new LanePool(1, trainer.EnterLane);
        using var engine = new LocalEngine(trainer, pool);
        var all = EveryCombination.All;
        for (var phase = 0; phase < 2 * EveryCombination.Steps; phase++)
        {
            var outcome = engine.RunPhase();
            Assert.True(outcome.Applied, $"phase {phase} isn't finite in {string.Join(", ", outcome.Statistics.Keys.Select(key => all[int.Parse(key["skipped".Length..])].Name))}");
        }

        return trainer.Digest();
    }

    private static CombinedTrainer Open() => new([.. EveryCombination.All.Select(each => each.Options)], new LabelledNoise(), lanes: 1);

    private static string Configuration() => ResolvedConfiguration.Write(new RunOptions
    {
        Training = new TrainingOptions { Steps = EveryCombination.Steps, Shards = EveryCombination.Shards },
        Cluster = new ClusterOptions { Averaging = AveragingLayout.Sharded, MinWorkers = 3 },
    });
}
