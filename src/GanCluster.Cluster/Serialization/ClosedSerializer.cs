using Akka.Actor;
using Akka.Configuration;
using Akka.Serialization;

namespace GanCluster.Cluster.Serialization;

/// <summary>
/// Stands where one of Akka.NET's serializers would, under its identifier, and refuses. A payload chooses its serializer by identifier, whatever the bindings
/// say, and the type by the manifest on its envelope: Newtonsoft's would then make an object of any type, with <c>encode-type-names</c> off too.
/// </summary>
public sealed class ClosedSerializer : Serializer
{
    private readonly RefusalLog _log;
    private readonly int _identifier;

    /// <summary>The constructor that Akka.NET calls.</summary>
    /// <param name="settings">The serializer's section of <c>akka.actor.serialization-settings</c>, with its <c>identifier</c>.</param>
    public ClosedSerializer(ExtendedActorSystem system, Config settings)
        : base(system)
    {
        _log = ControlSerialization.SetupOf(system).Log;
        _identifier = settings.GetInt("identifier");
    }

    public override int Identifier => _identifier;

    public override bool IncludeManifest => false;

    /// <exception cref="ControlMessageRefusedException">Always.</exception>
    public override byte[] ToBinary(object obj)
    {
        var refused = new ControlMessageRefusedException(
            ControlRefusal.NotAControlMessage, $"{obj.GetType()} isn't a control message: mark it {nameof(Core.Protocol.IControlMessage)}");
        _log.Sending(refused);
        throw refused;
    }

    /// <exception cref="ControlMessageRefusedException">Always.</exception>
    public override object FromBinary(byte[] bytes, Type type)
    {
        var refused = new ControlMessageRefusedException(ControlRefusal.ClosedSerializer, $"serializer {Identifier} is closed; control messages use another one");
        _log.Receiving(refused, bytes.Length);
        throw refused;
    }
}
