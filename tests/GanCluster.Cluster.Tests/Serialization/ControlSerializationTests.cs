using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Configuration;
using GanCluster.Cluster.Serialization;

namespace GanCluster.Cluster.Tests.Serialization;

public sealed class ControlSerializationTests
{
    [Fact]
    public async Task System_WithTheSetup_HasTheseSerializersAndNoOther()
    {
        await using var node = new ControlSystem(remote: true);
        Assert.Equal(["akka-containers", "akka-misc", "akka-system-msg", "control", "primitive"], node.OpenSerializers);
        foreach (var closed in new[] { 1, 2, 3, 4, 36 }) Assert.Equal(ControlRefusal.ClosedSerializer, RefusalOf(node, closed));
        Assert.Equal(ControlRefusal.TooShort, RefusalOf(node, -5));
        Assert.Same(node.Serializer, node.System.Serialization.FindSerializerForType(typeof(SampleLeaving)));
    }

    private static ControlRefusal RefusalOf(ControlSystem node, int serializer) =>
        Assert.Throws<ControlMessageRefusedException>(() => node.System.Serialization.Deserialize([1], serializer, "")).Refusal;

    [Fact]
    public void System_WithoutTheSetup_DoesNotStart()
    {
        var failed = Assert.ThrowsAny<Exception>(() => ActorSystem.Create("bare", BootstrapSetup.Create().WithConfig(
            ControlSerialization.Config.WithFallback(ConfigurationFactory.ParseString("akka.stdout-loglevel = OFF")))));

        Assert.Contains("start the actor system with a ControlMessageSetup", failed.ToString());
    }
}
