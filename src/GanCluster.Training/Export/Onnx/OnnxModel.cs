using GanCluster.Core;
using GanCluster.Training.Networks;
using Google.Protobuf;

namespace GanCluster.Training.Export.Onnx;

/// <summary>
/// A generator as a model of ONNX (https://onnx.ai), in evaluation: batch norm takes its running statistics. Inputs are <c>latent [N, Z]</c> (float32) and, with classes,
/// <c>labels [N]</c> (int64, 0 to classes − 1); the output is <c>samples [N, ...]</c> (float32), images in −1 to 1. N is any number. Equal values give equal bytes.
/// </summary>
public sealed class OnnxModel
{
    /// <summary>Version of the operators: old enough for runtimes since 2022, and the last in which every operator that is used here takes the inputs that it is given.</summary>
    public const int Opset = 17;

    public const string Latent = "latent", Labels = "labels", Samples = "samples";

    // The version of the format that came with that of the operators.
    private const int IrVersion = 8;

    // A message of Protocol Buffers ends at 2 GiB; names and shapes need little beside the values.
    private const long MostBytes = int.MaxValue - (1 << 24);

    private readonly ProtoMessage _model;

    /// <param name="weights">Of <paramref name="network"/>.</param>
    /// <param name="metadata">Text for a reader.</param>
    /// <exception cref="UnusableInputException">A layer has no form in ONNX, or the file would be too large.</exception>
    public OnnxModel(Network network, PlainWeights weights, IReadOnlyDictionary<string, string> metadata)
    {
        var bytes = sizeof(float) * (weights.Layout.Values + (long)network.Classes * network.Classes);
        if (bytes > MostBytes) throw new UnusableInputException($"the generator has {bytes / 1e9:0.0} GB, and one file of ONNX holds at most 2: export with --format safetensors.");

        var opset = new ProtoMessage().Add(OnnxFields.Opset.Domain, "").Add(OnnxFields.Opset.Version, Opset);
        _model = new ProtoMessage().Add(OnnxFields.Model.IrVersion, IrVersion)
            .Add(OnnxFields.Model.ProducerName, "GanCluster").Add(OnnxFields.Model.ProducerVersion, ProgramVersion.Text)
            .Add(OnnxFields.Model.Graph, Graph(network, weights).ToMessage()).Add(OnnxFields.Model.OpsetImport, opset);
        foreach (var (key, value) in metadata) _model.Add(OnnxFields.Model.Metadata, new ProtoMessage().Add(OnnxFields.Metadata.Key, key).Add(OnnxFields.Metadata.Value, value));
    }

    public void WriteTo(Stream stream)
    {
        using var output = new CodedOutputStream(stream, leaveOpen: true);
        _model.WriteTo(output);
    }

    private static unsafe OnnxGraph Graph(Network network, PlainWeights weights)
    {
        var graph = new OnnxGraph(network.Name);
        var latent = graph.FloatInput(Latent, network.InputShape);
        var classes = network.Classes > 0 ? OneHot(graph, network.Classes) : null;
        foreach (var entry in weights.Layout.Entries) graph.Floats(entry.Name, entry.Shape, new ReadOnlySpan<float>(weights.Values.Pointer + entry.Offset, checked((int)entry.Length)));
        graph.Output(Samples, new LayerNodes(graph, classes).Chain(network.Layers, latent, network.InputShape), network.OutputShape);
        return graph;
    }

    // A row of the identity. The operator OneHot would take a class that isn't there for none at all; this one refuses it.
    private static string OneHot(OnnxGraph graph, int classes)
    {
        var identity = new float[(long)classes * classes];
        for (long i = 0; i < classes; i++) identity[i * classes + i] = 1;
        return graph.Node("Gather", "input.oneHot", [graph.Floats("input.identity", [classes, classes], identity), graph.WholeInput(Labels)], OnnxAttribute.Of("axis", 0));
    }
}
