using Hyperion;
using Hyperion.ValueSerializers;

namespace GanCluster.Cluster.Serialization.Shapes;

/// <summary>A type and the bytes by which Hyperion names it: its full name without version, culture and key, behind a mark and a length.</summary>
internal sealed class TypeName
{
    private static readonly Serializer Namer = new();

    public TypeName(Type type)
    {
        using var bytes = new MemoryStream();
        new ObjectSerializer(type).WriteManifest(bytes, new SerializerSession(Namer));
        (Type, Manifest) = (type, bytes.ToArray());
    }

    public Type Type { get; }

    public byte[] Manifest { get; }

    public override string ToString() => AllowedTypes.NameOf(Type);
}
