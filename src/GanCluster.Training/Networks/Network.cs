using GanCluster.Core.Memory;
using static TorchSharp.torch;

namespace GanCluster.Training.Networks;

/// <summary>
/// A network as a list of layers, its shapes checked from end to end, and the layout of its tensors in one flat buffer:
/// all parameters, then all buffers.
/// </summary>
public sealed class Network
{
    private readonly (ILayer Layer, int[] Tensors)[] _layers;

    /// <exception cref="NetworkShapeException">A layer can't take what the layer before gives.</exception>
    public Network(string name, IReadOnlyList<long> inputShape, IReadOnlyList<ILayer> layers)
    {
        Name = name;
        InputShape = inputShape;
        OutputShape = layers.Aggregate(inputShape, (shape, layer) => layer.OutputShape(shape));

        var specs = layers.SelectMany(layer => layer.Tensors).ToArray();
        Specs = [.. specs.Where(spec => !spec.IsBuffer), .. specs.Where(spec => spec.IsBuffer)];
        ParameterCount = Specs.Count(spec => !spec.IsBuffer);
        Layout = new FlatLayout(Specs.Select(spec => (spec.Name, spec.Shape)));
        ParameterLength = new FlatLayout(Specs.Take(ParameterCount).Select(spec => (spec.Name, spec.Shape))).Length;

        var places = Specs.Select((spec, place) => (spec.Name, place)).ToDictionary(pair => pair.Name, pair => pair.place);
        _layers = [.. layers.Select(layer => (layer, layer.Tensors.Select(spec => places[spec.Name]).ToArray()))];
    }

    public string Name { get; }

    /// <summary>Shape of one input sample, without the batch.</summary>
    public IReadOnlyList<long> InputShape { get; }

    public IReadOnlyList<long> OutputShape { get; }

    /// <summary>Parameters, then buffers, as they lie in <see cref="Layout"/>.</summary>
    public IReadOnlyList<TensorSpec> Specs { get; }

    /// <summary>The first so many of <see cref="Specs"/> are parameters.</summary>
    public int ParameterCount { get; }

    public FlatLayout Layout { get; }

    /// <summary>Floats of the flat buffer that hold parameters; the rest holds buffers.</summary>
    public long ParameterLength { get; }

    public long BufferLength => Layout.Length - ParameterLength;

    public bool HasBatchStatistics => BufferLength > 0;

    /// <param name="input"><c>[batch, ...InputShape]</c></param>
    /// <param name="tensors">Values of <see cref="Specs"/>, in their order.</param>
    /// <param name="training">See <see cref="ILayer.Forward"/>.</param>
    /// <returns><c>[batch, ...OutputShape]</c></returns>
    public Tensor Forward(Tensor input, ReadOnlySpan<Tensor> tensors, bool training)
    {
        Span<Tensor?> own = new Tensor?[4];
        foreach (var (layer, places) in _layers)
        {
            for (var i = 0; i < places.Length; i++) own[i] = tensors[places[i]];
            input = layer.Forward(input, own[..places.Length]!, training);
        }

        return input;
    }
}
