using GanCluster.Core.Compute;
using GanCluster.Training;
using GanCluster.Training.Engine;

namespace GanCluster.Benchmarks;

/// <summary>The engine as <c>train</c> runs it, without pictures and files.</summary>
internal sealed class EngineLoop : IContestant
{
    private readonly GanTrainer _trainer;
    private readonly LanePool _lanes;
    private readonly LocalEngine _engine;

    public EngineLoop(BenchmarkNetwork network, NoiseData data, int shards, int lanes)
    {
        _trainer = new GanTrainer(network.InShards(shards), data, lanes);
        _lanes = new LanePool(lanes, _trainer.EnterLane);
        _engine = new LocalEngine(_trainer, _lanes);
    }

    public void Run(int steps)
    {
        for (var phase = 0; phase < 2 * steps; phase++) _engine.RunPhase();
    }

    public void Dispose()
    {
        _engine.Dispose();
        _lanes.Dispose();
        _trainer.Dispose();
    }
}
