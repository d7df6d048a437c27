using System.Threading.Channels;
using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Configuration;
using Akka.Remote;
using GanCluster.Cluster.Security;
using GanCluster.Cluster.Serialization;
using GanCluster.Cluster.Tests.Serialization;
using Microsoft.Extensions.Logging.Abstractions;

namespace GanCluster.Cluster.Tests.Security;

/// <summary>An actor system as a node has it, with certificates or without, and an actor that hears control messages.</summary>
internal sealed class SecureSystem : IAsyncDisposable
{
    private const string Settings =
        """
        akka.loglevel = OFF
        akka.stdout-loglevel = OFF
        akka.actor.provider = remote
        akka.remote.dot-netty.tcp.hostname = 127.0.0.1
        akka.remote.dot-netty.tcp.port = 0
        """;

    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(5);

    private readonly Channel<object> _arrived = Channel.CreateUnbounded<object>();
    private readonly TlsMaterial? _tls;
    private readonly ExtendedActorSystem _system;

    public SecureSystem(TestCertificates? certificates)
    {
        _tls = certificates?.Node("node");
        var config = ControlSerialization.ClusterConfig.WithFallback(ConfigurationFactory.ParseString(Settings));
        var setups = ActorSystemSetup.Create(new ControlMessageSetup(ControlSystem.Protocol, new RefusalLog(NullLogger.Instance)));
        if (_tls is not null)
        {
            var (secure, setup) = RemoteTls.For(_tls, TimeProvider.System);
            (config, setups) = (secure.WithFallback(config), setups.And(setup));
        }

        _system = (ExtendedActorSystem)ActorSystem.Create("gan", setups.And(BootstrapSetup.Create().WithConfig(config)));
        _system.ActorOf(Props.Create(() => new Receiver(_arrived.Writer)), "receiver");
    }

    public Address Address => _system.Provider.DefaultAddress;

    public ChannelReader<object> Arrived => _arrived.Reader;

    public Task<IActorRef> FindAsync(SecureSystem other) => ReceiverOf(other.Address).ResolveOne(_patience);

    /// <summary>Sends a message in order, and waits until the transport gives up: it says so, or shuts the system down.</summary>
    /// <returns>Whether the system is still there.</returns>
    public async Task<bool> FailToReachAsync(Address other)
    {
        var failures = Channel.CreateUnbounded<object>();
        _system.EventStream.Subscribe(_system.ActorOf(Props.Create(() => new Receiver(failures.Writer))), typeof(AssociationErrorEvent));
        ReceiverOf(other).Tell(HyperionSerializerTests.Plan());
        var ended = _system.WhenTerminated;
        await Task.WhenAny(failures.Reader.ReadAsync().AsTask(), ended).WaitAsync(_patience);
        // Only a handshake that fails shuts it down, and then always.
        if (_tls is null) return true;
        await ended.WaitAsync(_patience);
        Assert.True(RemoteTls.HasEnded(_system));
        return false;
    }

    public async ValueTask DisposeAsync()
    {
        await _system.Terminate();
        _tls?.Dispose();
    }

    // By this system's own protocol: a plain one speaks to a secure one as it knows how.
    private ActorSelection ReceiverOf(Address other) => _system.ActorSelection($"{other.WithProtocol(Address.Protocol)}/user/receiver");

    private sealed class Receiver : UntypedActor
    {
        private readonly ChannelWriter<object> _arrived;

        public Receiver(ChannelWriter<object> arrived) => _arrived = arrived;

        protected override void OnReceive(object message) => _arrived.TryWrite(message);
    }
}
