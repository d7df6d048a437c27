using GanCluster.Training.Native;
using static TorchSharp.torch;

namespace GanCluster.Training.Regularizers;

/// <summary>The gradient of each logit with respect to its own sample, differentiable once more.</summary>
internal static class SampleGradient
{
    // Under the root: at a gradient of exactly zero the norm has none.
    private const double Floor = 1e-12;

    private static readonly long[] Values = [1];

    /// <param name="samples"><c>[batch, ...]</c>, with gradients required.</param>
    /// <param name="logits"><c>[batch, 1]</c>, each a function of its sample alone.</param>
    /// <returns><c>[batch, ...]</c></returns>
    public static Tensor Of(Tensor samples, Tensor logits) =>
        // create_graph alone frees the graph in TorchSharp, and the second backward pass would throw.
        autograd.grad([logits.sum()], [samples], create_graph: true, retain_graph: true)[0];

    /// <summary>E(‖∇‖ − 1)².</summary>
    public static Tensor MeanSquaredDistanceToOne(Tensor gradient)
    {
        var flat = gradient.reshape(gradient.shape[0], -1);
        var distance = (flat * flat).sum(Values).Plus(Floor).sqrt().Plus(-1);
        return (distance * distance).mean();
    }
}
