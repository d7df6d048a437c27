using System.Runtime.InteropServices;
using Google.Protobuf;

namespace GanCluster.Training.Export.Onnx;

/// <summary>A graph while it is built. Nodes come in the order in which they compute; each gives one value, which has the node's name and a colon.</summary>
internal sealed class OnnxGraph(string name)
{
    /// <summary>The dimension that is known when the model runs.</summary>
    private const string Batch = "N";

    private readonly List<ProtoMessage> _nodes = [], _initializers = [], _inputs = [], _outputs = [];

    /// <param name="name">Unique in the graph.</param>
    /// <param name="inputs">Values; an empty name stands for one that is left out.</param>
    /// <returns>The value that it gives.</returns>
    public string Node(string operation, string name, IReadOnlyList<string> inputs, params IReadOnlyList<ProtoMessage> attributes) =>
        Node(operation, name, inputs, $"{name}:0", attributes);

    public string Floats(string name, IReadOnlyList<long> shape, ReadOnlySpan<float> values) =>
        Initializer(name, shape, OnnxFields.Tensor.Float32, MemoryMarshal.AsBytes(values));

    /// <summary>A list of whole numbers, for shapes and axes.</summary>
    public string Wholes(string name, ReadOnlySpan<long> values) => Initializer(name, [values.Length], OnnxFields.Tensor.Int64, MemoryMarshal.AsBytes(values));

    /// <param name="shape">Of one sample.</param>
    public string FloatInput(string name, IReadOnlyList<long> shape) => Input(name, OnnxFields.Tensor.Float32, shape);

    /// <summary>One whole number for each sample.</summary>
    public string WholeInput(string name) => Input(name, OnnxFields.Tensor.Int64, []);

    /// <summary>Gives <paramref name="value"/> out under a name of its own.</summary>
    /// <param name="shape">Of one sample.</param>
    public void Output(string name, string value, IReadOnlyList<long> shape)
    {
        Node("Identity", name, [value], output: name, []);
        _outputs.Add(ValueInfo(name, OnnxFields.Tensor.Float32, shape));
    }

    public ProtoMessage ToMessage()
    {
        var graph = new ProtoMessage();
        foreach (var node in _nodes) graph.Add(OnnxFields.Graph.Node, node);
        graph.Add(OnnxFields.Graph.Name, name);
        foreach (var initializer in _initializers) graph.Add(OnnxFields.Graph.Initializer, initializer);
        foreach (var input in _inputs) graph.Add(OnnxFields.Graph.Input, input);
        foreach (var output in _outputs) graph.Add(OnnxFields.Graph.Output, output);
        return graph;
    }

    private string Node(string operation, string name, IReadOnlyList<string> inputs, string output, IReadOnlyList<ProtoMessage> attributes)
    {
        var node = new ProtoMessage();
        foreach (var input in inputs) node.Add(OnnxFields.Node.Input, input);
        node.Add(OnnxFields.Node.Output, output).Add(OnnxFields.Node.Name, name).Add(OnnxFields.Node.Operator, operation);
        foreach (var attribute in attributes) node.Add(OnnxFields.Node.Attribute, attribute);
        _nodes.Add(node);
        return output;
    }

    // Raw data are little-endian, as this program's memory is.
    private string Initializer(string name, IReadOnlyList<long> shape, long type, ReadOnlySpan<byte> data)
    {
        _initializers.Add(new ProtoMessage().AddAll(OnnxFields.Tensor.Dimensions, shape).Add(OnnxFields.Tensor.DataType, type)
            .Add(OnnxFields.Tensor.Name, name).Add(OnnxFields.Tensor.RawData, ByteString.CopyFrom(data)));
        return name;
    }

    private string Input(string name, long type, IReadOnlyList<long> shape)
    {
        _inputs.Add(ValueInfo(name, type, shape));
        return name;
    }

    private static ProtoMessage ValueInfo(string name, long type, IReadOnlyList<long> shape)
    {
        var dimensions = new ProtoMessage().Add(OnnxFields.ValueType.Dimension, new ProtoMessage().Add(OnnxFields.ValueType.DimensionName, Batch));
        foreach (var size in shape) dimensions.Add(OnnxFields.ValueType.Dimension, new ProtoMessage().Add(OnnxFields.ValueType.DimensionValue, size));
        var tensor = new ProtoMessage().Add(OnnxFields.ValueType.ElementType, type).Add(OnnxFields.ValueType.Shape, dimensions);
        return new ProtoMessage().Add(OnnxFields.ValueInfo.Name, name).Add(OnnxFields.ValueInfo.Type, new ProtoMessage().Add(OnnxFields.ValueType.Tensor, tensor));
    }
}
