using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Configuration;
using GanCluster.Cluster.Serialization;
using GanCluster.Core.Protocol;

namespace GanCluster.Cluster.Tests.Serialization;

/// <summary>An actor system with control serialization, its protocol that of the product and of this assembly's sample messages.</summary>
internal sealed class ControlSystem : IAsyncDisposable
{
    private const string Quiet = "akka.loglevel = OFF\nakka.stdout-loglevel = OFF\n";
    private const string Loopback =
        "akka.actor.provider = remote\nakka.remote.dot-netty.tcp.hostname = 127.0.0.1\nakka.remote.dot-netty.tcp.port = 0\n";

    private readonly IActorRef _actor;

    public ControlSystem(bool remote = false, string name = "gan", string cluster = "")
    {
        Log = new RefusalLog(Logger);
        var ours = cluster.Length == 0 ? ControlSerialization.Config : ControlSerialization.ClusterConfig;
        var settings = (remote ? Quiet + Loopback : Quiet) + cluster;
        System = (ExtendedActorSystem)ActorSystem.Create(
            name,
            BootstrapSetup.Create().WithConfig(ours.WithFallback(ConfigurationFactory.ParseString(settings)))
                .And(new ControlMessageSetup(Protocol, Log)));
        _actor = System.ActorOf(Props.Empty);
        Serializer = (HyperionSerializer)System.Serialization.FindSerializerForType(typeof(SamplePlan));
    }

    public static ControlProtocol Protocol { get; } =
        ControlProtocol.Of(typeof(IControlMessage).Assembly, typeof(HyperionSerializer).Assembly, typeof(SamplePlan).Assembly);

    public ExtendedActorSystem System { get; }

    public HyperionSerializer Serializer { get; }

    public IEnumerable<string> OpenSerializers => System.Settings.Config.GetConfig("akka.actor.serializers").AsEnumerable()
        .Where(entry => !entry.Value.GetString().Contains(nameof(ClosedSerializer)))
        .Select(entry => entry.Key)
        .Order();

    public RecordingLogger Logger { get; } = new();

    public RefusalLog Log { get; }

    /// <summary>A system without any of it, that sends what it likes.</summary>
    public static ActorSystem Stranger(string more = "") => ActorSystem.Create("stranger", ConfigurationFactory.ParseString(Quiet + Loopback + more));

    public GeneratedValues Values(int seed) => new(seed, [_actor]);

    public object RoundTrip(object message) => Serializer.FromBinary(Serializer.ToBinary(message), null!);

    /// <summary>Why the payload is refused; nothing if it is accepted. Any other exception goes on.</summary>
    public ControlRefusal? RefusalOf(byte[] payload)
    {
        try
        {
            Serializer.FromBinary(payload, null!);
            return null;
        }
        catch (ControlMessageRefusedException refused)
        {
            return refused.Refusal;
        }
    }

    public async ValueTask DisposeAsync() => await System.Terminate();
}
