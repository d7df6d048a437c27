using GanCluster.Core.Memory;
using GanCluster.Training.Native;
using GanCluster.Training.Networks.Layers;
using static TorchSharp.torch;

namespace GanCluster.Training.Networks;

/// <summary>
/// A network as a list of layers, its shapes checked from end to end, and the layout of its tensors in one flat buffer:
/// all parameters, then the statistics that a forward pass leaves, then what follows from weights alone.
/// </summary>
public sealed class Network
{
    private readonly (ILayer Layer, int[] Tensors)[] _layers;
    private readonly int _mostTensors;

    /// <exception cref="NetworkShapeException">A layer can't take what the layer before gives.</exception>
    public Network(string name, IReadOnlyList<long> inputShape, IReadOnlyList<ILayer> layers, int classes = 0)
    {
        MathLibraries.Prepare();
        Name = name;
        InputShape = inputShape;
        Layers = layers;
        Classes = classes;
        OutputShape = layers.Aggregate(inputShape, (shape, layer) => layer.OutputShape(shape));

        var specs = layers.SelectMany(layer => layer.Tensors).ToArray();
        Specs = [.. specs.Where(spec => !spec.IsBuffer), .. specs.Where(spec => spec.IsStatistic), .. specs.Where(spec => spec.IsDerived)];
        ParameterCount = Specs.Count(spec => !spec.IsBuffer);
        StatisticsCount = Specs.Count(spec => spec.IsStatistic);
        Layout = new FlatLayout(Specs.Select(spec => (spec.Name, spec.Shape)));
        ParameterLength = LengthOfFirst(ParameterCount);
        StatisticsLength = LengthOfFirst(ParameterCount + StatisticsCount) - ParameterLength;

        var places = Specs.Select((spec, place) => (spec.Name, place)).ToDictionary(pair => pair.Name, pair => pair.place);
        _layers = [.. layers.Select(layer => (layer, layer.Tensors.Select(spec => places[spec.Name]).ToArray()))];
        _mostTensors = _layers.Max(layer => layer.Tensors.Length);
        SpectralWeights = [.. from spec in Specs where spec.Role == TensorRole.LeftVector select SpectralPlaces(spec, places)];
    }

    public string Name { get; }

    public IReadOnlyList<ILayer> Layers { get; }

    /// <summary>Shape of one input sample, without the batch.</summary>
    public IReadOnlyList<long> InputShape { get; }

    public IReadOnlyList<long> OutputShape { get; }

    /// <summary>Classes that it distinguishes; 0 in a network without classes.</summary>
    public int Classes { get; }

    /// <summary>Parameters, then buffers, as they lie in <see cref="Layout"/>.</summary>
    public IReadOnlyList<TensorSpec> Specs { get; }

    /// <summary>The first so many of <see cref="Specs"/> are parameters.</summary>
    public int ParameterCount { get; }

    /// <summary>So many after them are statistics; the rest follows from weights.</summary>
    public int StatisticsCount { get; }

    public FlatLayout Layout { get; }

    /// <summary>Floats of the flat buffer that hold parameters; the rest holds buffers.</summary>
    public long ParameterLength { get; }

    /// <summary>Floats behind them that hold what a forward pass leaves.</summary>
    public long StatisticsLength { get; }

    public bool HasBatchStatistics => StatisticsLength > 0;

    /// <summary>Weights with their singular vectors.</summary>
    public IReadOnlyList<SpectralWeight> SpectralWeights { get; }

    /// <param name="input"><c>[batch, ...InputShape]</c></param>
    /// <param name="tensors">Values of <see cref="Specs"/>, in their order.</param>
    /// <param name="training">See <see cref="LayerPass"/>.</param>
    /// <param name="classes">One-hot, <c>[batch, Classes]</c>; null in a network without classes.</param>
    /// <param name="dropout">See <see cref="LayerPass"/>.</param>
    /// <returns><c>[batch, ...OutputShape]</c></returns>
    public Tensor Forward(Tensor input, ReadOnlySpan<Tensor> tensors, bool training, Tensor? classes = null, DropoutMasks? dropout = null)
    {
        var pass = new LayerPass(training, classes, dropout);
        Span<Tensor?> own = new Tensor?[_mostTensors];
        foreach (var (layer, places) in _layers)
        {
            for (var i = 0; i < places.Length; i++) own[i] = tensors[places[i]];
            input = layer.Forward(input, own[..places.Length]!, pass);
        }

        return input;
    }

    private long LengthOfFirst(int count) => new FlatLayout(Specs.Take(count).Select(spec => (spec.Name, spec.Shape))).Length;

    private SpectralWeight SpectralPlaces(TensorSpec left, Dictionary<string, int> places)
    {
        var weight = left.Name[..^SpectralNormalized.LeftSuffix.Length];
        return new SpectralWeight(
            Layout.Entries[places[weight]], Layout.Entries[places[left.Name]], Layout.Entries[places[weight + SpectralNormalized.RightSuffix]]);
    }
}
