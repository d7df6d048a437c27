using GanCluster.Core.Compute;
using GanCluster.Core.Data;
using GanCluster.Core.Identity;
using GanCluster.Core.Phases;
using GanCluster.Training.Networks;
using GanCluster.Training.Replica;
using GanCluster.Training.Steps;
using static TorchSharp.torch;

namespace GanCluster.Benchmarks;

/// <summary>Forward and backward passes of every shard on its lane and nothing else: no sums, no update, no waiting for another lane's phase.</summary>
internal sealed class PassesAlone : IContestant
{
    private readonly int _shardsPerLane;
    private readonly GanReplica _replica;
    private readonly Lane[] _lanes;
    private readonly LanePool _pool;
    private readonly GanStep _step;

    public PassesAlone(BenchmarkNetwork network, NoiseData data, int shards, int lanes)
    {
        var options = network.InShards(shards);
        _shardsPerLane = shards / lanes;
        _replica = new GanReplica(
            NetworkBuilder.Generator(options.Generator, data.SampleShape), NetworkBuilder.Discriminator(options.Discriminator, data.SampleShape), options);
        _step = new GanStep(options, data.SampleShape);
        var order = new SampleOrder(data.Count, 1);
        _lanes = [.. Enumerable.Range(0, lanes).Select(_ => new Lane(_replica, data, order, options.Training.ShardBatch, CPU, copyParameters: false))];
        _pool = new LanePool(lanes, _ => set_num_threads(1));
    }

    public void Run(int steps) => _pool.Run(number =>
    {
        var lane = _lanes[number];
        for (var shard = 0; shard < steps * _shardsPerLane; shard++)
        {
            using var scope = NewDisposeScope();
            var inputs = lane.Inputs(new PhaseRole(shard, PhaseKind.Discriminator, shard), new PhaseNumber(shard), new ShardIndex(0), 1, position: 0, pairs: false, strength: 1);
            _step.Discriminator(lane.Generator, lane.Discriminator, inputs);
            _step.Generator(lane.Generator, lane.Discriminator, inputs);
        }
    });

    public void Dispose()
    {
        _pool.Dispose();
        foreach (var lane in _lanes) lane.Dispose();
        _replica.Dispose();
    }
}
