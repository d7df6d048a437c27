using GanCluster.Core.Memory;
using GanCluster.Training.Networks;
using GanCluster.Training.Replica;
using TorchSharp;
using static TorchSharp.torch;

namespace GanCluster.Training.Steps;

/// <summary>
/// One network as a lane sees it: parameters that are views of the replica's own memory (or of a copy on the lane's device), and buffers of the lane's own,
/// since a shard may change them and must not leave a trace. What follows from weights alone is the replica's as well: no shard changes it.
/// </summary>
public sealed class LaneNetwork : IDisposable
{
    private readonly NetworkReplica _replica;
    private readonly DropoutMasks _dropout;
    private readonly Tensor? _deviceParameters;
    private readonly Tensor _buffers;
    private readonly Tensor _replicaBuffers;
    private readonly Tensor[] _tensors;

    /// <param name="dropout">The lane's, at its beginning whenever a shard begins.</param>
    /// <param name="copyParameters">True where the lane computes on a device with memory of its own.</param>
    public LaneNetwork(NetworkReplica replica, DropoutMasks dropout, Device device, bool copyParameters)
    {
        (_replica, _dropout) = (replica, dropout);
        var network = replica.Network;
        _deviceParameters = copyParameters ? zeros(network.Layout.Length, device: device) : null;
        _buffers = zeros(network.StatisticsLength, device: device);
        _replicaBuffers = replica.Flat.narrow(0, network.ParameterLength, network.StatisticsLength);
        var parameters = _deviceParameters ?? replica.Flat;
        _tensors = new Tensor[network.Specs.Count];
        // Within a scope, so that no view is collected while libtorch still works with it.
        using var scope = NewDisposeScope();
        for (var i = 0; i < _tensors.Length; i++)
        {
            var entry = network.Layout.Entries[i];
            var isParameter = i < network.ParameterCount;
            var isStatistic = network.Specs[i].IsStatistic;
            var flat = isStatistic ? _buffers.narrow(0, entry.Offset - network.ParameterLength, entry.Length) : parameters.narrow(0, entry.Offset, entry.Length);
            // detach() makes a leaf of its own for each lane: lanes never meet in autograd.
            _tensors[i] = flat.view([.. entry.Shape]).detach().requires_grad_(isParameter).DetachFromDisposeScope();
        }

        Parameters = _tensors[..network.ParameterCount];
    }

    /// <summary>The parameters, for gradients with respect to them.</summary>
    public Tensor[] Parameters { get; }

    /// <summary>Size of an input sample's first dimension: a generator's latent.</summary>
    public long Inputs => _replica.Network.InputShape[0];

    /// <summary>0 in a network without classes.</summary>
    public int Classes => _replica.Network.Classes;

    public FlatLayout Layout => _replica.Network.Layout;

    public bool HasBatchStatistics => _replica.Network.HasBatchStatistics;

    /// <summary>The statistics, flat, as the shard has left them.</summary>
    public Tensor Buffers => _buffers;

    /// <summary>Starts a shard: the replica's buffers, not those that the last shard left; and the replica's parameters, where this is a copy.</summary>
    public void Reset()
    {
        using var noGradients = no_grad();
        if (_replica.Network.HasBatchStatistics) _buffers.copy_(_replicaBuffers);
        if (_deviceParameters is null) return;
        _deviceParameters.copy_(_replica.Flat);
    }

    /// <param name="input"><c>[batch, ...]</c></param>
    /// <param name="classes">One-hot; null in a network without classes.</param>
    public Tensor Forward(Tensor input, Tensor? classes = null) => _replica.Network.Forward(input, _tensors, training: true, classes, _dropout);

    public void Dispose()
    {
        foreach (var tensor in _tensors) tensor.Dispose();
        _deviceParameters?.Dispose();
        _buffers.Dispose();
        _replicaBuffers.Dispose();
    }
}
