using GanCluster.Core.Memory;
using static TorchSharp.torch;

namespace GanCluster.Training.Networks.Layers;

/// <summary>
/// A layer whose weights are divided by their largest singular value, W/σ with σ = uᵀWv (Miyato et al. 2018, https://arxiv.org/abs/1802.05957). A weight is taken as a matrix
/// of its first dimension by all others. u and v follow from weights alone and are advanced at the commit: a forward pass only reads them, and the gradient flows through σ.
/// </summary>
public sealed class SpectralNormalized : ILayer
{
    public const string LeftSuffix = "_u", RightSuffix = "_v";

    private readonly int[] _weights;

    private SpectralNormalized(ILayer layer)
    {
        Layer = layer;
        _weights = [.. Enumerable.Range(0, layer.Tensors.Count).Where(place => layer.Tensors[place].Role == TensorRole.Weight)];
        Tensors = [.. layer.Tensors, .. _weights.SelectMany(place => Vectors(layer.Tensors[place]))];
    }

    public string Name => Layer.Name;

    /// <summary>What it is but for the division.</summary>
    internal ILayer Layer { get; }

    public IReadOnlyList<TensorSpec> Tensors { get; }

    /// <summary>The layer itself where it has no weight.</summary>
    public static ILayer Of(ILayer layer) => layer switch
    {
        Residual residual => residual.With(Of),
        _ when layer.Tensors.Any(spec => spec.Role == TensorRole.Weight) => new SpectralNormalized(layer),
        _ => layer,
    };

    public IReadOnlyList<long> OutputShape(IReadOnlyList<long> input) => Layer.OutputShape(input);

    public Tensor Forward(Tensor input, ReadOnlySpan<Tensor> tensors, LayerPass pass)
    {
        Span<Tensor> own = [.. tensors[..Layer.Tensors.Count]];
        for (var i = 0; i < _weights.Length; i++)
        {
            var (left, right) = (tensors[own.Length + 2 * i], tensors[own.Length + 2 * i + 1]);
            var weight = own[_weights[i]];
            own[_weights[i]] = weight.div(left.dot(weight.reshape(left.shape[0], -1).mv(right)));
        }

        return Layer.Forward(input, own, pass);
    }

    private static IEnumerable<TensorSpec> Vectors(TensorSpec weight)
    {
        var rows = weight.Shape[0];
        var columns = FlatLayout.LengthOf(weight.Shape.Skip(1));
        return
        [
            new TensorSpec(weight.Name + LeftSuffix, TensorRole.LeftVector, [rows], rows, rows),
            new TensorSpec(weight.Name + RightSuffix, TensorRole.RightVector, [columns], columns, columns),
        ];
    }
}
