namespace GanCluster.Cluster.Serialization.Shapes;

/// <summary>
/// What Hyperion writes for a type, known in advance: a payload is walked along it before anything is made from it. Hyperion itself allocates whatever
/// length a payload names (2 GB from five bytes), resolves type names and takes the end of the payload for the value <c>true</c>.
/// </summary>
/// <param name="type">The type as a member declares it.</param>
internal abstract class Shape(Type type)
{
    public Type Type => type;

    /// <summary>Name and layout: what two programs must agree on to understand one another. Part of the fingerprint, so every detail counts.</summary>
    public abstract string Description { get; }

    /// <summary>Walks a value that says what it is: elements of lists, members that aren't primitive, the message itself.</summary>
    public abstract bool Walk(ref PayloadWalk payload);

    /// <summary>Walks a member of this type: Hyperion writes primitives bare there.</summary>
    public virtual bool WalkMember(ref PayloadWalk payload) => Walk(ref payload);

    /// <summary>This shape and those inside it, each named type that a payload may name.</summary>
    public virtual IEnumerable<Type> NamedTypes => [];
}
