using Akka.Actor.Setup;

namespace GanCluster.Cluster.Serialization;

/// <summary>What the serializers need beyond HOCON: an actor system makes them by reflection, and they find this among its setups.</summary>
public sealed class ControlMessageSetup(ControlProtocol protocol, RefusalLog log) : Setup
{
    public ControlProtocol Protocol => protocol;

    public RefusalLog Log => log;
}
