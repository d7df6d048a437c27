namespace GanCluster.Cluster.Serialization.Shapes;

/// <summary>A list: written as an array by <see cref="ListSerializerFactory"/>, its name, its length, then each element with its own name.</summary>
internal sealed class ListShape(Type type, Shape element) : Shape(type)
{
    private readonly TypeName _name = new(element.Type.MakeArrayType());

    public override string Description => $"[{element.Description}]";

    public override IEnumerable<Type> NamedTypes => [_name.Type, .. element.NamedTypes];

    public override bool Walk(ref PayloadWalk payload)
    {
        if (!payload.TakeType(_name) || !payload.TakeLength(out var length)) return false;

        // An element has a byte at least, so the array that comes of it is bounded by the payload.
        if (length < 0 || length > payload.Remaining) return payload.Fail($"{length} elements are announced and {payload.Remaining} bytes left");
        for (var i = 0; i < length; i++)
        {
            if (!element.Walk(ref payload)) return false;
        }

        return true;
    }
}
