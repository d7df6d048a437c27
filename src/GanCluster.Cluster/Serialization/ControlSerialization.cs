using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Cluster.Tools.PublishSubscribe;
using Akka.Cluster.Tools.Singleton;
using Akka.Configuration;
using GanCluster.Core.Protocol;

namespace GanCluster.Cluster.Serialization;

/// <summary>
/// How an actor system is told to serialize control messages and nothing else: put <see cref="ClusterConfig"/> (or <see cref="Config"/>, without a
/// cluster) before any other configuration, and a <see cref="ControlMessageSetup"/> beside it.
/// </summary>
public static class ControlSerialization
{
    /// <summary>
    /// What stays open beside control messages is Akka.NET's own: system messages, cluster, publish-subscribe, singleton, actor selections, the small
    /// messages of remoting, and strings and integers, which identify messages carry (the singleton's proxy finds nothing without). Content is serialized by the same rules.
    /// </summary>
    public static Config Config { get; } = ConfigurationFactory.ParseString($$"""
        # With the package, this line instead: "Akka.Serialization.HyperionSerializer, Akka.Serialization.Hyperion" (and its hyperion.allowed-types). All nodes at once.
        akka.actor.serializers.control = "{{NameOf<HyperionSerializer>()}}"
        akka.actor.serialization-bindings."{{NameOf<IControlMessage>()}}" = control

        akka.actor.serialization-settings.allow-unregistered-types = off
        akka.actor.serialization-settings.json.encode-type-names = off

        akka.actor.serializers.json = "{{NameOf<ClosedSerializer>()}}"
        akka.actor.serialization-settings.json.identifier = 1
        akka.actor.serializers.proto = "{{NameOf<ClosedSerializer>()}}"
        akka.actor.serialization-settings.proto.identifier = 2
        akka.actor.serializers.daemon-create = "{{NameOf<ClosedSerializer>()}}"
        akka.actor.serialization-settings.daemon-create.identifier = 3
        akka.actor.serializers.bytes = "{{NameOf<ClosedSerializer>()}}"
        akka.actor.serialization-settings.bytes.identifier = 4
        akka.actor.serializers.reliable-delivery = "{{NameOf<ClosedSerializer>()}}"
        akka.actor.serialization-settings.reliable-delivery.identifier = 36
        """);

    /// <summary>
    /// The same for a member of a cluster. The tools' own configuration must be there when the system starts: their extensions add it later, when the
    /// serializers have been made, and their messages would then be refused for want of one.
    /// </summary>
    public static Config ClusterConfig { get; } =
        Config.WithFallback(DistributedPubSub.DefaultConfig()).WithFallback(ClusterSingleton.DefaultConfig());

    internal static ControlMessageSetup SetupOf(ExtendedActorSystem system)
    {
        var setup = system.Settings.Setup.Get<ControlMessageSetup>();
        return setup.HasValue
            ? setup.Value
            : throw new InvalidOperationException($"start the actor system with a {nameof(ControlMessageSetup)}: its serializers take the protocol from it");
    }

    private static string NameOf<T>() => $"{typeof(T).FullName}, {typeof(T).Assembly.GetName().Name}";
}
