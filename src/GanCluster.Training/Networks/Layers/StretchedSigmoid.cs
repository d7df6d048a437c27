using GanCluster.Training.Native;
using static TorchSharp.torch;

namespace GanCluster.Training.Networks.Layers;

/// <summary>
/// The logistic function at the generator's end of Goodfellow et al. 2014, whose images lie in 0 to 1, stretched to the −1 to 1 of the data here: 2σ(x) − 1, which is tanh(x/2).
/// </summary>
public sealed class StretchedSigmoid(string name) : ILayer
{
    public string Name => name;

    public IReadOnlyList<TensorSpec> Tensors => [];

    public IReadOnlyList<long> OutputShape(IReadOnlyList<long> input) => input;

    public Tensor Forward(Tensor input, ReadOnlySpan<Tensor> tensors, LayerPass pass) => input.Times(0.5).tanh_();
}
