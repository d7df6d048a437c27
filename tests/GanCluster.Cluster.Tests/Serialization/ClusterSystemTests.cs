using System.Threading.Channels;
using Akka.Actor;
using Akka.Cluster.Tools.PublishSubscribe;
using Akka.Cluster.Tools.Singleton;
using GanCluster.Cluster.Serialization;

namespace GanCluster.Cluster.Tests.Serialization;

/// <summary>What Akka.Cluster and its tools send of their own still passes, with most serializers closed.</summary>
public sealed class ClusterSystemTests : IAsyncLifetime
{
    private const string Cluster =
        """
        akka.actor.provider = cluster
        akka.cluster.gossip-interval = 200ms
        akka.cluster.leader-actions-interval = 200ms
        akka.cluster.periodic-tasks-initial-delay = 100ms
        akka.cluster.pub-sub.gossip-interval = 200ms
        """;

    private readonly ControlSystem[] _nodes = [new(remote: true, cluster: Cluster), new(remote: true, cluster: Cluster)];

    /// <summary>A message that is refused never comes: fail instead of waiting for it.</summary>
    private readonly CancellationTokenSource _patience = new(TimeSpan.FromMinutes(5));

    private CancellationToken Cancelled => _patience.Token;

    public async ValueTask InitializeAsync()
    {
        var seed = Akka.Cluster.Cluster.Get(_nodes[0].System).SelfAddress;
        foreach (var node in _nodes) await Akka.Cluster.Cluster.Get(node.System).JoinAsync(seed, Cancelled);
    }

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(_nodes.Select(node => node.System.Terminate()));
        _patience.Dispose();
    }

    [Fact]
    public void System_InACluster_HasTheseSerializersAndNoOther()
    {
        Assert.Equal(["akka-cluster", "akka-containers", "akka-misc", "akka-pubsub", "akka-singleton", "akka-system-msg", "control", "primitive"], _nodes[0].OpenSerializers);
    }

    [Fact]
    public async Task Message_OverPublishSubscribeAndTheSingletonsProxy_ArrivesEqual()
    {
        var arrived = Channel.CreateUnbounded<object>();
        foreach (var node in _nodes)
        {
            node.System.ActorOf(ClusterSingletonManager.Props(Props.Create(() => new Echo(arrived.Writer)), ClusterSingletonManagerSettings.Create(node.System)), "echo");
        }

        var proxy = _nodes[1].System.ActorOf(ClusterSingletonProxy.Props("/user/echo", ClusterSingletonProxySettings.Create(_nodes[1].System)));
        proxy.Tell(HyperionSerializerTests.Plan());
        Assert.Equal(Content.Of(HyperionSerializerTests.Plan()), Content.Of(await arrived.Reader.ReadAsync(Cancelled)));

        var subscribed = Channel.CreateUnbounded<object>();
        var subscriber = _nodes[1].System.ActorOf(Props.Create(() => new Echo(subscribed.Writer)));
        DistributedPubSub.Get(_nodes[1].System).Mediator.Tell(new Subscribe("status", subscriber), subscriber);
        Assert.IsType<SubscribeAck>(await subscribed.Reader.ReadAsync(Cancelled));
        await KnowsOf("status", Cancelled);
        DistributedPubSub.Get(_nodes[0].System).Mediator.Tell(new Publish("status", new SampleNothing()));
        Assert.IsType<SampleNothing>(await subscribed.Reader.ReadAsync(Cancelled));

        foreach (var node in _nodes)
        {
            Assert.All(Enum.GetValues<ControlRefusal>(), refusal => Assert.Equal(0, node.Log.Received(refusal) + node.Log.Sent(refusal)));
        }
    }

    /// <summary>Asks the first node's mediator until the subscription on the second has reached it.</summary>
    private async Task KnowsOf(string topic, CancellationToken cancelled)
    {
        while (true)
        {
            var topics = await DistributedPubSub.Get(_nodes[0].System).Mediator.Ask<CurrentTopics>(GetTopics.Instance, TimeSpan.FromMinutes(1), cancelled);
            if (topics.Topics.Contains(topic)) return;
            await Task.Delay(TimeSpan.FromMilliseconds(50), cancelled);
        }
    }

    private sealed class Echo : UntypedActor
    {
        private readonly ChannelWriter<object> _arrived;

        public Echo(ChannelWriter<object> arrived) => _arrived = arrived;

        protected override void OnReceive(object message) => _arrived.TryWrite(message);
    }
}
