namespace GanCluster.Cluster.Serialization.Shapes;

/// <summary>A record, a struct or one of Akka.NET's surrogates: its name, then its fields in the order of their names.</summary>
/// <param name="type">As a member declares it: an actor reference for a surrogate.</param>
/// <param name="written">The type that stands in the payload.</param>
internal sealed class RecordShape(Type type, Type written, IReadOnlyList<(string Name, Shape Shape)> fields) : Shape(type)
{
    private readonly TypeName _name = new(written);

    public override string Description => $"{_name} {{ {string.Join(", ", fields.Select(member => $"{member.Name}: {member.Shape.Description}"))} }}";

    public override IEnumerable<Type> NamedTypes => [written, .. fields.SelectMany(member => member.Shape.NamedTypes)];

    public override bool Walk(ref PayloadWalk payload)
    {
        if (!payload.TakeType(_name)) return false;
        foreach (var (_, shape) in fields)
        {
            if (!shape.WalkMember(ref payload)) return false;
        }

        return true;
    }
}
