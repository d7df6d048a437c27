using Google.Protobuf;
using static GanCluster.Training.Export.Onnx.OnnxFields.Attribute;

namespace GanCluster.Training.Export.Onnx;

/// <summary>Attributes of a node.</summary>
internal static class OnnxAttribute
{
    public static ProtoMessage Of(string name, long value) => Named(name, IsWhole).Add(Whole, value);

    public static ProtoMessage Of(string name, double value) => Named(name, IsFloat).Add(Float, (float)value);

    public static ProtoMessage Of(string name, string value) => Named(name, IsText).Add(Text, ByteString.CopyFromUtf8(value));

    public static ProtoMessage Of(string name, IEnumerable<long> values) => Named(name, AreWholes).AddAll(Wholes, values);

    private static ProtoMessage Named(string name, long type) => new ProtoMessage().Add(Name, name).Add(OnnxFields.Attribute.Type, type);
}
