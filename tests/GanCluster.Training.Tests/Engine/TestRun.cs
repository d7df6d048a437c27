using GanCluster.Core.Compute;
using GanCluster.Core.Data;
using GanCluster.Core.Options;
using GanCluster.Core.Training;
using GanCluster.Training.Engine;

namespace GanCluster.Training.Tests.Engine;

/// <summary>A trainer with its lanes and its engine, disposed together.</summary>
internal sealed class TestRun : IDisposable
{
    private readonly LanePool _pool;
    private readonly LocalEngine _engine;

    public TestRun(RunOptions options, ITrainingData? data = null, int lanes = 1)
    {
        Trainer = new GanTrainer(options, data ?? new NoiseImages(1, 16, 16), lanes);
        _pool = new LanePool(lanes, Trainer.EnterLane);
        _engine = new LocalEngine(Trainer, _pool);
    }

    public GanTrainer Trainer { get; }

    public ILanes Lanes => _pool;

    public PhaseOutcome[] Run(int phases) => [.. Enumerable.Range(0, phases).Select(_ => _engine.RunPhase())];

    public void Dispose()
    {
        _engine.Dispose();
        _pool.Dispose();
        Trainer.Dispose();
    }
}
