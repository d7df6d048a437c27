using GanCluster.Core.Data;
using GanCluster.Core.Memory;
using GanCluster.Core.Options;
using GanCluster.Training.Networks;
using TorchSharp;
using static TorchSharp.torch;

namespace GanCluster.Training.Tests.Export.Onnx;

/// <summary>
/// A network with values as after long training: none that a layer begins with is left, neither statistics, scales and shifts of a normalization nor weights that begin at zero.
/// </summary>
internal sealed unsafe class PerturbedNetwork : IDisposable
{
    private readonly Tensor _flat;
    private readonly Tensor[] _tensors;

    public PerturbedNetwork(Network network)
    {
        Network = network;
        Values = new AlignedBuffer(network.Layout.Length);
        _flat = zeros(network.Layout.Length);
        KeyedInitialization.Fill(network, _flat, new NetworkOptions(), seed: 4, networkKey: 0);
        _tensors = [.. network.Layout.Entries.Select(entry => _flat.narrow(0, entry.Offset, entry.Length).view([.. entry.Shape]))];
        foreach (var (spec, tensor) in network.Specs.Zip(_tensors)) Perturb(spec, tensor);
        foreach (var weight in network.SpectralWeights) Settle(weight);
        fixed (byte* start = _flat.bytes) new ReadOnlySpan<float>((float*)start, (int)network.Layout.Length).CopyTo(Values.Span);
    }

    public Network Network { get; }

    public AlignedBuffer Values { get; }

    /// <param name="labels">None for a network without classes.</param>
    public float[] Run(float[] latents, IReadOnlyList<long> shape, long[] labels)
    {
        using var scope = NewDisposeScope();
        using var noGradients = no_grad();
        var classes = labels.Length > 0 ? nn.functional.one_hot(tensor(labels), Network.Classes).to(float32) : null;
        return Network.Forward(tensor(latents).reshape([.. shape]), _tensors, training: false, classes).contiguous().data<float>().ToArray();
    }

    public void Dispose()
    {
        foreach (var tensor in _tensors) tensor.Dispose();
        _flat.Dispose();
        Values.Dispose();
    }

    private static void Perturb(TensorSpec spec, Tensor values)
    {
        using var noGradients = no_grad();
        using var stream = new Generator(KeyedStream.Seed(4, StreamPurpose.Evaluation, 0, spec.Name.Sum(letter => letter)), CPU);
        switch (spec.Role)
        {
            case TensorRole.ZeroWeight: values.uniform_(-1 / Math.Sqrt(spec.FanIn), 1 / Math.Sqrt(spec.FanIn), stream); break;
            case TensorRole.Scale or TensorRole.RunningVariance: values.uniform_(0.5, 2, stream); break;
            case TensorRole.Shift or TensorRole.RunningMean: values.uniform_(-0.5, 0.5, stream); break;
        }
    }

    // Two iterations: vectors of no length but 1, whose σ isn't 1.
    private void Settle(SpectralWeight at)
    {
        using var scope = NewDisposeScope();
        var matrix = _flat.narrow(0, at.Weight.Offset, at.Weight.Length).view(at.Left.Length, -1);
        var (left, right) = (_flat.narrow(0, at.Left.Offset, at.Left.Length), _flat.narrow(0, at.Right.Offset, at.Right.Length));
        for (var i = 0; i < 2; i++)
        {
            var product = matrix.t().mv(left);
            right.copy_(product / product.norm());
            product = matrix.mv(right);
            left.copy_(product / product.norm());
        }
    }
}
