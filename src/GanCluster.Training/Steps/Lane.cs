using System.Runtime.InteropServices;
using GanCluster.Core.Data;
using GanCluster.Core.Identity;
using GanCluster.Core.Memory;
using GanCluster.Core.Phases;
using GanCluster.Training.Native;
using GanCluster.Training.Replica;
using TorchSharp;
using static TorchSharp.torch;

namespace GanCluster.Training.Steps;

/// <summary>What a lane has for itself: its view of both networks, its streams of noise, its next batch. Used by one thread at a time.</summary>
public sealed unsafe class Lane : IDisposable
{
    private readonly ITrainingData _data;
    private readonly SampleOrder _order;
    private readonly Device _device;
    private readonly ShardNoise _noise;
    private readonly bool _conditional;
    private readonly long[] _samples;
    private readonly Tensor _batch;
    private long _prepared = -1;

    /// <param name="copyParameters">See <see cref="LaneNetwork"/>: true for devices with memory of their own.</param>
    public Lane(GanReplica replica, ITrainingData data, SampleOrder order, int shardBatch, Device device, bool copyParameters)
    {
        _noise = new ShardNoise(device);
        _conditional = replica.Generator.Network.Classes > 0;
        _data = data;
        _order = order;
        _device = device;
        _samples = new long[shardBatch];
        _batch = zeros([shardBatch, .. data.SampleShape]);
        Generator = new LaneNetwork(replica.Generator, _noise.Dropout, device, copyParameters);
        Discriminator = new LaneNetwork(replica.Discriminator, _noise.Dropout, device, copyParameters);
    }

    public LaneNetwork Generator { get; }

    public LaneNetwork Discriminator { get; }

    /// <summary>Reads the real samples of the run that begin at <paramref name="position"/>, unless they are at hand.</summary>
    public void Prepare(long position)
    {
        if (_prepared == position) return;
        _prepared = -1;
        _order.Fill(position, _samples);
        _data.Fill(_samples, MemoryMarshal.Cast<byte, float>(_batch.bytes));
        _prepared = position;
    }

    /// <summary>What the shard's gradient is computed from.</summary>
    /// <param name="position">Of its first real sample in the run; null where the phase needs none.</param>
    /// <param name="pairs">True where generated samples have the classes of the real ones with which they are compared.</param>
    public ShardInputs Inputs(PhaseRole role, PhaseNumber phase, ShardIndex shard, long seed, long? position, bool pairs, double strength)
    {
        _noise.Begin(seed, phase, shard);
        var latent = _noise.Latent(_samples.Length, Generator.Inputs);
        var real = position is { } first ? Real(first) : null;
        var realClasses = _conditional && real is not null ? OneHot(_samples) : null;
        var fakeClasses = !_conditional ? null : pairs ? realClasses : OneHot(Drawn());
        return new ShardInputs(role, latent, fakeClasses, real, realClasses, _noise, strength);
    }

    /// <summary>Writes what a shard computed where the contribution's layout has it.</summary>
    public void Write(in ShardGradient gradient, LaneNetwork network, ContributionLayout layout, int shard, AlignedBuffer contribution)
    {
        var finite = true;
        for (var i = 0; i < gradient.Parameters.Count; i++)
        {
            var entry = network.Layout.Entries[i];
            var place = contribution.Pointer + entry.Offset;
            // A parameter on which the loss doesn't depend has a gradient of zero.
            if (gradient.Parameters[i] is { } values) finite &= Copy(values, place, entry.Length);
            else new Span<float>(place, checked((int)AlignedBuffer.RoundUp(entry.Length))).Clear();
        }

        if (network.HasBatchStatistics) finite &= Copy(network.Buffers, contribution.Pointer + layout.BuffersOffset, network.Buffers.NumberOfElements);
        using (no_grad()) finite &= Copy(stack([.. gradient.Statistics]), contribution.Pointer + layout.StatisticsOffset, gradient.Statistics.Count);
        finite &= Append(gradient.Watched, contribution.Pointer + layout.StatisticsOffset + gradient.Statistics.Count);
        new Span<float>(contribution.Pointer + layout.FlagsOffset, checked((int)(layout.Length - layout.FlagsOffset))).Clear();
        contribution.Pointer[layout.FlagsOffset + shard] = finite ? 0 : 1;
    }

    public void Dispose()
    {
        Generator.Dispose();
        Discriminator.Dispose();
        _batch.Dispose();
        _noise.Dispose();
    }

    /// <summary><c>[shardBatch, ...sample]</c>, a tensor of the shard's own.</summary>
    private Tensor Real(long position)
    {
        Prepare(position);
        return _device.type == DeviceType.CPU ? _batch.detach() : _batch.to(_device);
    }

    // Samples of the data at random: their classes come as often as in the data.
    private long[] Drawn()
    {
        var drawn = new long[_samples.Length];
        for (var i = 0; i < drawn.Length; i++) drawn[i] = (long)(_noise.Labels.NextDouble() * _data.Count);
        return drawn;
    }

    private Tensor OneHot(long[] samples)
    {
        var classes = Generator.Classes;
        var values = zeros([samples.Length, classes]);
        var floats = MemoryMarshal.Cast<byte, float>(values.bytes);
        for (var i = 0; i < samples.Length; i++) floats[i * classes + _data.LabelOf(samples[i])] = 1;
        return _device.type == DeviceType.CPU ? values : values.to(_device);
    }

    // Behind statistics that end in a gap of zeroes. A NaN has one form, as FiniteCopy says.
    private static bool Append(IReadOnlyList<float> values, float* place)
    {
        var finite = true;
        for (var i = 0; i < values.Count; i++)
        {
            place[i] = float.IsNaN(values[i]) ? float.NaN : values[i];
            finite &= float.IsFinite(values[i]);
        }

        return finite;
    }

    private static bool Copy(Tensor values, float* destination, long length)
    {
        using var local = values.cpu().contiguous();
        return FiniteCopy.ToGap(FlatPointer.Of(local), destination, length);
    }
}
