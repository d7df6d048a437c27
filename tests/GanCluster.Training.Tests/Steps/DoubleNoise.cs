using GanCluster.Core.Data;
using GanCluster.Core.Identity;
using GanCluster.Core.Options;
using GanCluster.Core.Phases;
using GanCluster.Training.Augmentation;
using GanCluster.Training.Networks;
using GanCluster.Training.Steps;
using TorchSharp;
using static TorchSharp.torch;

namespace GanCluster.Training.Tests.Steps;

/// <summary>What <see cref="DoubleGan"/> draws: every shard's streams, one shard behind the other as in the whole batch.</summary>
internal sealed class DoubleNoise(RunOptions options, ITrainingData data, long phase, long step)
{
    private readonly int _batch = options.Training.ShardBatch;
    private DropoutMasks[] _dropout = [];

    public Tensor Latent() => EachShard(StreamPurpose.Latent, (_, stream) => randn([_batch, options.Generator.Latent], generator: stream));

    /// <summary>Samples as the discriminator sees them: those that the shard's streams come to first, or those after them.</summary>
    public Tensor View(Tensor samples, bool first)
    {
        if (options.Augmentation.Kind != AugmentationKind.None) samples = Augmented(samples, first);
        var deviation = options.Loss.InstanceNoiseUntil == 0 ? options.Loss.InstanceNoise : options.Loss.InstanceNoise * (1 - step / (double)options.Loss.InstanceNoiseUntil);
        if (deviation > 0)
        {
            samples += deviation * EachShard(StreamPurpose.InstanceNoise, (_, stream) =>
            {
                var (one, other) = (randn([_batch, .. data.SampleShape], generator: stream), randn([_batch, .. data.SampleShape], generator: stream));
                return first ? one : other;
            });
        }

        var packing = options.Loss.Packing;
        return packing == 1 ? samples : cat([.. Enumerable.Range(0, packing).Select(place => samples.slice(0, place, samples.shape[0], packing))], 1);
    }

    /// <summary>Every shard drops from the beginning of its stream again.</summary>
    public void BeginDropout() => _dropout = [.. Enumerable.Range(0, options.Training.Shards).Select(shard =>
    {
        var masks = new DropoutMasks(CPU);
        masks.Begin(options.Training.Seed, new PhaseNumber(phase), new ShardIndex(shard));
        return masks;
    })];

    /// <summary>Dropout over the whole batch, or over several joined: a shard takes its part of all of them in one pass.</summary>
    public Tensor Drop(Tensor x, double share, double rest = 0)
    {
        if (share == 0) return x;
        var packs = options.Training.Shards * _batch / options.Loss.Packing;
        var batches = x.shape[0] >= 2 * packs ? 2 : 1;
        var shards = _dropout.Select(masks => masks.Next([x.shape[0] / _dropout.Length, .. x.shape.Skip(1)], share).to(float64).chunk(batches)).ToArray();
        var mask = cat([.. Enumerable.Range(0, batches).SelectMany(batch => shards.Select(own => own[batch]))]);
        return (x - rest) * mask + rest;
    }

    /// <summary>ε·real + (1 − ε)·fake.</summary>
    public Tensor Between(Tensor real, Tensor fake)
    {
        var share = EachShard(StreamPurpose.Penalty, (_, stream) => rand([real.shape[0] / options.Training.Shards, .. data.SampleShape.Select(_ => 1L)], generator: stream));
        return share * real + (1 - share) * fake;
    }

    public Tensor Around(Tensor real)
    {
        var shards = real.chunk(options.Training.Shards);
        return EachShard(StreamPurpose.Penalty, (shard, stream) =>
        {
            var deviation = (shards[shard] - shards[shard].mean()).pow(2).mean().sqrt();
            return shards[shard] + 0.5 * deviation * rand(shards[shard].shape, generator: stream);
        });
    }

    public Tensor OneHot(IEnumerable<long> samples) => nn.functional.one_hot(tensor(samples.Select(sample => (long)data.LabelOf(sample)).ToArray()), data.Classes.Count).to(float64);

    public Tensor FakeClasses(long[] real) => OneHot(options.Loss.Kind == LossKind.Relativistic ? real : Enumerable.Range(0, options.Training.Shards).SelectMany(Drawn));

    private long[] Drawn(int shard)
    {
        var random = new KeyedRandom(Seed(StreamPurpose.Label, shard));
        var drawn = new long[_batch];
        for (var i = 0; i < _batch; i++) drawn[i] = (long)(random.NextDouble() * data.Count);
        return drawn;
    }

    // The changes themselves are tested by themselves; here only that they come to the right samples.
    private Tensor Augmented(Tensor samples, bool first)
    {
        var (augmentation, shards) = (new ImageAugmentation(options.Augmentation), samples.chunk(options.Training.Shards));
        return cat([.. shards.Select((own, shard) =>
        {
            using var noise = new ShardNoise(CPU);
            noise.Begin(options.Training.Seed, new PhaseNumber(phase), new ShardIndex(shard));
            if (!first) augmentation.Apply(own, noise, 1);
            return augmentation.Apply(own, noise, 1);
        })]);
    }

    private Tensor EachShard(StreamPurpose purpose, Func<int, Generator, Tensor> draw) => cat([.. Enumerable.Range(0, options.Training.Shards).Select(shard =>
    {
        using var stream = new Generator(Seed(purpose, shard), CPU);
        return draw(shard, stream).to(float64);
    })]);

    private ulong Seed(StreamPurpose purpose, int shard) => KeyedStream.Seed(options.Training.Seed, purpose, phase, shard);
}
