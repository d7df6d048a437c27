using Akka.Actor;
using Akka.Serialization;

namespace GanCluster.Cluster.Tests.Serialization;

/// <summary>Bytes that go out as they are, under any serializer's identifier and any manifest: what a hostile peer can do.</summary>
internal sealed record RawPayload(int Serializer, string Manifest, byte[] Bytes);

internal sealed class RawSerializer(ExtendedActorSystem system) : SerializerWithStringManifest(system)
{
    public static readonly string Config =
        $"""
        akka.actor.serializers.raw = "{typeof(RawSerializer).AssemblyQualifiedName}"
        akka.actor.serialization-bindings."{typeof(RawPayload).AssemblyQualifiedName}" = raw
        """;

    [ThreadStatic]
    private static int s_identifier;

    /// <summary>Of the payload that was serialized last on this thread; Akka.Remote asks after that.</summary>
    public override int Identifier => s_identifier == 0 ? 4711 : s_identifier;

    public override byte[] ToBinary(object obj)
    {
        s_identifier = ((RawPayload)obj).Serializer;
        return ((RawPayload)obj).Bytes;
    }

    public override string Manifest(object o) => ((RawPayload)o).Manifest;

    public override object FromBinary(byte[] bytes, string manifest) => throw new NotSupportedException();
}
