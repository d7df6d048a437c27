using Google.Protobuf;

namespace GanCluster.Training.Export.Onnx;

/// <summary>A message of Protocol Buffers as a list of its fields, written in the order in which they were added. (https://protobuf.dev/programming-guides/encoding/)</summary>
internal sealed class ProtoMessage
{
    // Values are long, float, string, ByteString or ProtoMessage.
    private readonly List<(int Number, object Value)> _fields = [];

    public ProtoMessage Add(int number, long value) => Append(number, value);

    public ProtoMessage Add(int number, float value) => Append(number, value);

    public ProtoMessage Add(int number, string value) => Append(number, value);

    public ProtoMessage Add(int number, ByteString value) => Append(number, value);

    public ProtoMessage Add(int number, ProtoMessage value) => Append(number, value);

    /// <summary>A repeated field, each value with a tag of its own: every parser takes that, packed or not.</summary>
    public ProtoMessage AddAll(int number, IEnumerable<long> values)
    {
        foreach (var value in values) Append(number, value);
        return this;
    }

    public void WriteTo(CodedOutputStream output)
    {
        foreach (var (number, value) in _fields)
        {
            output.WriteTag(number, WireTypeOf(value));
            switch (value)
            {
                case long whole: output.WriteInt64(whole); break;
                case float real: output.WriteFloat(real); break;
                case string text: output.WriteString(text); break;
                case ByteString bytes: output.WriteBytes(bytes); break;
                case ProtoMessage message:
                    output.WriteLength(message.Size());
                    message.WriteTo(output);
                    break;
            }
        }
    }

    private static WireFormat.WireType WireTypeOf(object value) => value switch
    {
        long => WireFormat.WireType.Varint,
        float => WireFormat.WireType.Fixed32,
        _ => WireFormat.WireType.LengthDelimited,
    };

    private int Size() => _fields.Sum(field => CodedOutputStream.ComputeTagSize(field.Number) + field.Value switch
    {
        long whole => CodedOutputStream.ComputeInt64Size(whole),
        float real => CodedOutputStream.ComputeFloatSize(real),
        string text => CodedOutputStream.ComputeStringSize(text),
        ByteString bytes => CodedOutputStream.ComputeBytesSize(bytes),
        ProtoMessage message => WithLength(message.Size()),
        _ => throw new InvalidOperationException($"no field of {field.Value.GetType()}"),
    });

    private static int WithLength(int size) => CodedOutputStream.ComputeLengthSize(size) + size;

    private ProtoMessage Append(int number, object value)
    {
        _fields.Add((number, value));
        return this;
    }
}
