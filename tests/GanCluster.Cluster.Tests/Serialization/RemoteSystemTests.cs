using System.Text;
using System.Threading.Channels;
using Akka.Actor;
using GanCluster.Cluster.Serialization;
using GanCluster.Core;
using GanCluster.Core.Identity;

namespace GanCluster.Cluster.Tests.Serialization;

/// <summary>Over Akka.Remote on loopback: what arrives, and what a peer that sends anything it likes can do.</summary>
[Collection(nameof(Alone))]
public sealed class RemoteSystemTests : IAsyncLifetime
{
    private const int Control = -5;
    private readonly ControlSystem _node = new(remote: true);
    private readonly ControlSystem _peer = new(remote: true, name: "peer");
    private readonly ActorSystem _stranger = ControlSystem.Stranger(RawSerializer.Config);
    private readonly Channel<object> _arrived = Channel.CreateUnbounded<object>();
    private IActorRef _fromPeer = ActorRefs.Nobody;
    private IActorRef _fromStranger = ActorRefs.Nobody;
    private int _fences;

    /// <summary>A message that is refused never comes: fail instead of waiting for it.</summary>
    private readonly CancellationTokenSource _patience = new(TimeSpan.FromMinutes(5));

    private CancellationToken Cancelled => _patience.Token;

    public async ValueTask InitializeAsync()
    {
        _node.System.ActorOf(Props.Create(() => new Receiver(_arrived.Writer)), "receiver");
        var path = $"{_node.System.Provider.DefaultAddress}/user/receiver";
        _fromPeer = await _peer.System.ActorSelection(path).ResolveOne(TimeSpan.FromMinutes(2), Cancelled);
        _fromStranger = await _stranger.ActorSelection(path).ResolveOne(TimeSpan.FromMinutes(2), Cancelled);
    }

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(_peer.System.Terminate(), _stranger.Terminate(), _node.System.Terminate());
        _patience.Dispose();
    }

    [Fact]
    public async Task Message_OfEveryType_ArrivesEqualAndWithActorsThatAnswer()
    {
        var values = _peer.Values(seed: 5);
        foreach (var type in ControlSystem.Protocol.Messages.Where(type => type != typeof(SampleSubscription)))
        {
            var message = values.Message(type);
            _fromPeer.Tell(message);
            Assert.Equal(Content.Of(message), Content.Of(await _arrived.Reader.ReadAsync(Cancelled)));
        }

        var heard = Channel.CreateUnbounded<object>();
        var subscriber = _peer.System.ActorOf(Props.Create(() => new Receiver(heard.Writer)));
        _fromPeer.Tell(new SampleSubscription(subscriber, null, _peer.System.Provider.DefaultAddress, [subscriber]));
        var subscription = (SampleSubscription)await _arrived.Reader.ReadAsync(Cancelled);
        subscription.Subscriber.Tell(new SampleLeaving(new SampleNode("a", 1)));
        subscription.Others[0].Tell(new SampleNothing());

        Assert.Equal(_peer.System.Provider.DefaultAddress, subscription.Node);
        Assert.Equal(new SampleLeaving(new SampleNode("a", 1)), await heard.Reader.ReadAsync(Cancelled));
        Assert.IsType<SampleNothing>(await heard.Reader.ReadAsync(Cancelled));
    }

    [Fact]
    public async Task Object_ThatIsNoControlMessage_DoesNotLeaveItsNode()
    {
        foreach (var other in new object[] { new Planted(), new byte[3], new Action(() => { }), HyperionSerializerTests.Plan() with { Reason = new string('x', 40_000) } })
        {
            _fromPeer.Tell(other);
        }

        await PeerFence();
        Assert.Equal(1, _peer.Log.Sent(ControlRefusal.TooLong));
        Assert.Contains(_peer.Logger.Lines, line => line.Id == EventIds.ControlMessageNotSent);
    }

    [Fact]
    public async Task Payload_ForAnotherSerializer_IsRefusedAndNothingIsMade()
    {
        var made = Planted.Made;
        var planted = typeof(Planted).AssemblyQualifiedName!;
        var json = Encoding.UTF8.GetBytes($$"""{"$id":"1","$type":"{{planted}}","Command":"touch /tmp/owned"}""");
        string[] manifests = ["", planted, "System.Object", "No.Such, Assembly"];
        foreach (var serializer in new[] { 1, 2, 3, 4, 17, 36, 4711 })
        {
            foreach (var manifest in manifests) Send(serializer, manifest, json);
        }

        await StrangerFence();

        Assert.Equal(made, Planted.Made);
        Assert.InRange(_node.Log.Received(ControlRefusal.ClosedSerializer), 5 * 3, 5 * 4);
        Assert.Contains(_node.Logger.Lines, line => line.Id == EventIds.ClosedSerializerRefused && line.Text.Contains("serializer 1 is closed"));
    }

    [Fact]
    public async Task Payload_ThatIsTooLong_IsRefused()
    {
        Send(Control, "", new byte[40_000]);
        Send(Control, "", new byte[120_000]);

        await StrangerFence();

        Assert.Equal(2, _node.Log.Received(ControlRefusal.TooLong));
        Assert.Contains(_node.Logger.Lines, line => line.Id == EventIds.ControlPayloadRefused && line.Text.Contains("40000 bytes"));
    }

    [Fact]
    public async Task Payloads_MutatedByThousands_AreRefusedAndTheNodeStaysAsItWas()
    {
        var mutations = new Mutations(seed: 6);
        var values = _peer.Values(seed: 7);
        var payloads = ControlSystem.Protocol.Messages.Select(type => _peer.Serializer.ToBinary(values.Message(type))).ToArray();
        await Volley(1_000);
        var before = GC.GetTotalMemory(forceFullCollection: true);

        await Volley(4_000);

        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, 10_000_000);
        Assert.Equal(5_000, Enum.GetValues<ControlRefusal>().Sum(_node.Log.Received));
        await PeerFence();

        async Task Volley(int count)
        {
            for (var i = 0; i < count; i++)
            {
                Send(Control, "", mutations.Of(payloads[i % payloads.Length]));
                if (i % 500 == 499) await StrangerFence();
            }
        }
    }

    private void Send(int serializer, string manifest, byte[] bytes) => _fromStranger.Tell(new RawPayload(serializer, manifest, bytes));

    /// <summary>A good message behind the bad ones, on the same association: when it arrives, and nothing before it, they were all refused and survived.</summary>
    private async Task StrangerFence()
    {
        var fence = HyperionSerializerTests.Plan() with { From = new PhaseNumber(++_fences) };
        Send(Control, "", _peer.Serializer.ToBinary(fence));
        Assert.Equal(Content.Of(fence), Content.Of(await _arrived.Reader.ReadAsync(Cancelled)));
    }

    private async Task PeerFence()
    {
        var fence = HyperionSerializerTests.Plan() with { From = new PhaseNumber(++_fences) };
        _fromPeer.Tell(fence);
        Assert.Equal(Content.Of(fence), Content.Of(await _arrived.Reader.ReadAsync(Cancelled)));
    }

    private sealed class Receiver : UntypedActor
    {
        private readonly ChannelWriter<object> _arrived;

        public Receiver(ChannelWriter<object> arrived) => _arrived = arrived;

        protected override void OnReceive(object message) => _arrived.TryWrite(message);
    }
}
