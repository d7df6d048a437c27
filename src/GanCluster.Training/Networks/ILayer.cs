using static TorchSharp.torch;

namespace GanCluster.Training.Networks;

/// <summary>
/// A layer as a pure description: shapes and a function of its input and its tensors. It holds no values, so that every lane and every replica
/// shares it. (TorchSharp's modules own their parameters, and their constructors draw from libtorch's global generator.)
/// </summary>
public interface ILayer
{
    /// <summary>Unique in its network; prefix of the names of its tensors.</summary>
    string Name { get; }

    /// <summary>Parameters first, then buffers: the order in which <see cref="Forward"/> gets them.</summary>
    IReadOnlyList<TensorSpec> Tensors { get; }

    /// <summary>The shape of one output sample for one input sample of shape <paramref name="input"/>.</summary>
    /// <exception cref="NetworkShapeException">The layer can't take this input.</exception>
    IReadOnlyList<long> OutputShape(IReadOnlyList<long> input);

    /// <param name="input"><c>[batch, ...]</c></param>
    /// <param name="tensors">Values of <see cref="Tensors"/>, in their order.</param>
    Tensor Forward(Tensor input, ReadOnlySpan<Tensor> tensors, LayerPass pass);
}
