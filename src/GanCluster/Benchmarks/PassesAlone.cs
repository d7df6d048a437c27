using GanCluster.Core.Compute;
using GanCluster.Core.Data;
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
        _step = GanStep.From(options.Loss);
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
            _step.Discriminator(lane.Generator, lane.Discriminator, lane.Real(0), lane.Latent((ulong)shard, 100), shard);
            _step.Generator(lane.Generator, lane.Discriminator, lane.Latent((ulong)shard, 100));
        }
    });

    public void Dispose()
    {
        _pool.Dispose();
        foreach (var lane in _lanes) lane.Dispose();
        _replica.Dispose();
    }
}
