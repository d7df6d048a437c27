using GanCluster.Core.Memory;
using GanCluster.Core.Options;
using GanCluster.Core.Training;
using GanCluster.Training.Native;
using GanCluster.Training.Networks;
using GanCluster.Training.Optimizers;
using static TorchSharp.torch;

namespace GanCluster.Training.Replica;

/// <summary>One network of a replica: its values and its optimizer's moments, each in one flat, aligned buffer.</summary>
public sealed unsafe class NetworkReplica : IDisposable
{
    private readonly Tensor _storage;

    /// <param name="shift">Floats by which the values lie off the allocation's start, a multiple of 16: for tests of alignment.</param>
    public NetworkReplica(Network network, NetworkOptions options, long seed, int networkKey, long shift = 0)
    {
        Network = network;
        Optimizer = FlatOptimizer.From(options.Optimizer);
        ClipNorm = options.Optimizer.ClipNorm;
        _storage = empty(network.Layout.Length + shift);
        HugePages.Advise(FlatPointer.Of(_storage), _storage.NumberOfElements * sizeof(float));
        Flat = _storage.narrow(0, shift, network.Layout.Length);
        Values = FlatPointer.Of(Flat);
        Moments = new AlignedBuffer(network.ParameterLength * Optimizer.Moments.Count);
        KeyedInitialization.Fill(network, Flat, options, seed, networkKey);
        SpectralVectors.Begin(this);
    }

    public Network Network { get; }

    public IFlatOptimizer Optimizer { get; }

    public double ClipNorm { get; }

    /// <summary>Parameters, then buffers, as <see cref="Network.Layout"/> says. Its memory never moves.</summary>
    public Tensor Flat { get; }

    /// <summary>The first float of <see cref="Flat"/>.</summary>
    public float* Values { get; }

    /// <summary>The optimizer's moments one after another, each as long as the parameters.</summary>
    public AlignedBuffer Moments { get; }

    /// <summary>A range of the parameters with the gradient that lies at the same offsets of <paramref name="gradient"/>.</summary>
    public FlatRange Range(float* gradient, long offset, long length)
    {
        float* Moment(int k) => k < Optimizer.Moments.Count ? Moments.Pointer + k * Network.ParameterLength + offset : null;
        return new FlatRange(Values + offset, gradient + offset, Moment(0), Moment(1), length);
    }

    public IReadOnlyList<TensorGroup> Copy() =>
    [
        new(Network.Name, Network.Layout, CopyOf(Values, Network.Layout.Length)),
        new($"{Network.Name}_optimizer", MomentsLayout(), CopyOf(Moments.Pointer, Moments.Length)),
    ];

    /// <summary>The tensors that <see cref="Copy"/> gives, as what a snapshot can be restored into.</summary>
    public IReadOnlyList<(string Group, FlatLayout Layout, nint Destination)> Places() =>
    [
        (Network.Name, Network.Layout, (nint)Values),
        ($"{Network.Name}_optimizer", MomentsLayout(), (nint)Moments.Pointer),
    ];

    public void Dispose()
    {
        Flat.Dispose();
        _storage.Dispose();
        Moments.Dispose();
    }

    /// <summary>The values with which a run's generator begins. The caller owns them.</summary>
    internal static AlignedBuffer InitialGenerator(Network generator, RunOptions options)
    {
        using var replica = new NetworkReplica(generator, options.Generator, options.Training.Seed, networkKey: 0);
        return CopyOf(replica);
    }

    internal static AlignedBuffer CopyOf(NetworkReplica replica) => CopyOf(replica.Values, replica.Network.Layout.Length);

    internal static AlignedBuffer CopyOf(float* values, long length)
    {
        var copy = new AlignedBuffer(length);
        RawFloats.Copy(values, copy.Pointer, length);
        return copy;
    }

    // Parameters lie in a moment as they lie in the network, so the names are all that is new.
    private FlatLayout MomentsLayout() => new(
        from moment in Optimizer.Moments
        from entry in Network.Layout.Entries.Take(Network.ParameterCount)
        select ($"{moment}/{entry.Name}", entry.Shape));
}
