using GanCluster.Core.Data;
using GanCluster.Core.Identity;
using GanCluster.Training.Networks;
using TorchSharp;
using static TorchSharp.torch;

namespace GanCluster.Training.Steps;

/// <summary>
/// The streams of chance of one shard, a generator for each purpose, seeded from (seed, purpose, phase, shard) when it is first asked. What is drawn is drawn on the
/// processor: the same on every device.
/// </summary>
public sealed class ShardNoise(Device device) : IDisposable
{
    private readonly Stream _latent = new(StreamPurpose.Latent), _penalty = new(StreamPurpose.Penalty), _instance = new(StreamPurpose.InstanceNoise);
    private KeyedRandom _labels, _augmentation;

    /// <summary>Which classes the generator is asked for.</summary>
    public ref KeyedRandom Labels => ref _labels;

    /// <summary>How samples are changed before the discriminator sees them.</summary>
    public ref KeyedRandom Augmentation => ref _augmentation;

    /// <summary>What both networks drop.</summary>
    public DropoutMasks Dropout { get; } = new(device);

    public Device Device => device;

    /// <summary>Every stream at its beginning.</summary>
    public void Begin(long seed, PhaseNumber phase, ShardIndex shard)
    {
        foreach (var stream in (ReadOnlySpan<Stream>)[_latent, _penalty, _instance]) stream.Begin(KeyedStream.Seed(seed, stream.Purpose, phase.Value, shard.Value));
        Dropout.Begin(seed, phase, shard);
        _labels = new KeyedRandom(KeyedStream.Seed(seed, StreamPurpose.Label, phase.Value, shard.Value));
        _augmentation = new KeyedRandom(KeyedStream.Seed(seed, StreamPurpose.Augmentation, phase.Value, shard.Value));
    }

    /// <summary>Latents, <c>[batch, size]</c>, standard normal.</summary>
    public Tensor Latent(long batch, long size) => Here(randn([batch, size], generator: _latent.Generator));

    /// <summary>Uniform from 0 to 1.</summary>
    public Tensor PenaltyUniform(long[] shape) => Here(rand(shape, generator: _penalty.Generator));

    /// <summary>Standard normal.</summary>
    public Tensor InstanceNormal(long[] shape) => Here(randn(shape, generator: _instance.Generator));

    public void Dispose()
    {
        _latent.Dispose();
        _penalty.Dispose();
        _instance.Dispose();
    }

    private Tensor Here(Tensor drawn) => device.type == DeviceType.CPU ? drawn : drawn.to(device);

    private sealed class Stream(StreamPurpose purpose) : IDisposable
    {
        private readonly Generator _generator = new(0, CPU);
        private ulong? _seed;

        public StreamPurpose Purpose => purpose;

        public Generator Generator
        {
            get
            {
                if (_seed is { } seed) _generator.manual_seed(unchecked((long)seed));
                _seed = null;
                return _generator;
            }
        }

        public void Begin(ulong seed) => _seed = seed;

        public void Dispose() => _generator.Dispose();
    }
}
