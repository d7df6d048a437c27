using System.Runtime.InteropServices;

namespace GanCluster.Cluster.Serialization.Shapes;

/// <summary>An enum: its name, and a value that has one.</summary>
internal sealed class EnumShape : Shape
{
    private readonly TypeName _name;
    private readonly byte[][] _values;

    public EnumShape(Type type)
        : base(type)
    {
        _name = new TypeName(type);
        _values = [.. Enum.GetValuesAsUnderlyingType(type).Cast<object>().Select(BytesOf)];
        Description = $"{_name} = {string.Join(" ", Enum.GetNames(type).Zip(_values, (name, value) => $"{name}:{Convert.ToHexString(value)}"))}";
    }

    public override string Description { get; }

    public override IEnumerable<Type> NamedTypes => [Type];

    public override bool Walk(ref PayloadWalk payload)
    {
        if (!payload.TakeType(_name) || !payload.Take(_values[0].Length, out var found)) return false;
        foreach (var value in _values)
        {
            if (found.SequenceEqual(value)) return true;
        }

        return payload.Fail($"{_name} has no value {Convert.ToHexString(found)}");
    }

    private static byte[] BytesOf(object value)
    {
        var bytes = new byte[Marshal.SizeOf(value)];
        MemoryMarshal.AsBytes([Convert.ToInt64(value)])[..bytes.Length].CopyTo(bytes);
        return bytes;
    }
}
