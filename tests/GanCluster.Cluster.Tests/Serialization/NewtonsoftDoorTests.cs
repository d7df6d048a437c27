using System.Text;
using Akka.Actor;

namespace GanCluster.Cluster.Tests.Serialization;

/// <summary>Why <c>ClosedSerializer</c> exists, held against the version of Akka.NET in use.</summary>
public sealed class NewtonsoftDoorTests
{
    [Fact]
    public async Task Newtonsoft_WithBothSettingsOff_StillMakesTheTypeOnTheEnvelope()
    {
        var system = (ExtendedActorSystem)ControlSystem.Stranger(
            "akka.actor.serialization-settings.allow-unregistered-types = off\nakka.actor.serialization-settings.json.encode-type-names = off");

        var made = system.Serialization.Deserialize(Encoding.UTF8.GetBytes("""{"Command":"x"}"""), 1, typeof(Found).AssemblyQualifiedName!);

        Assert.Equal("x", Assert.IsType<Found>(made).Command);
        await system.Terminate();
    }

    private sealed class Found
    {
        public string? Command { get; set; }
    }
}
