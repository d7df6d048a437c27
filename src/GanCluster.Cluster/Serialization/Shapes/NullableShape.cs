namespace GanCluster.Cluster.Serialization.Shapes;

/// <summary>A value or a null: never bare, even where it is a member.</summary>
internal sealed class NullableShape(Type type, Shape inner) : Shape(type)
{
    public override string Description => inner.Description + "?";

    public override IEnumerable<Type> NamedTypes => inner.NamedTypes;

    public override bool Walk(ref PayloadWalk payload) => payload.TakeNull() || inner.Walk(ref payload);
}
