using GanCluster.Core.Status;
using Microsoft.Extensions.Time.Testing;

namespace GanCluster.Core.Tests.Status;

public class StatusBoardTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly StatusBoard _board;

    public StatusBoardTests() => _board = new StatusBoard(_time);

    [Fact]
    public void View_NodeThatFellSilent_IsSilent_AndLostOnceTheCoordinatorSaysSo()
    {
        var node = Statuses.Node(2);
        _board.Take(Statuses.Of(node));
        Assert.Equal(NodePresence.Here, Only.Presence);

        _time.Advance(TimeSpan.FromSeconds(4));
        Assert.Equal(NodePresence.Silent, Only.Presence);
        _board.Take(Statuses.Cluster(new MemberView(node, IsLost: true)));
        Assert.Equal(NodePresence.Lost, Only.Presence);
    }

    [Fact]
    public void View_MemberThatTheCoordinatorCantReach_IsLostAtOnce()
    {
        var node = Statuses.Node(2);
        _board.Take(Statuses.Of(node));
        _board.Take(Statuses.Cluster(new MemberView(node, IsLost: true)));
        Assert.Equal(NodePresence.Lost, Only.Presence);
    }

    [Fact]
    public void View_NodeThatSaidItLeaves_HasLeft()
    {
        var node = Statuses.Node(2);
        _board.Take(Statuses.Of(node, state: NodeState.Leaving));
        _board.Take(new ClusterEvent(9, 1, 0, ClusterEventKind.WorkerLost, node.Endpoint, -1, "gone"));
        Assert.Equal(NodePresence.Left, Only.Presence);
    }

    [Fact]
    public void View_NodeThatComesBackUnderItsAddress_IsOneRow()
    {
        _board.Take(Statuses.Of(Statuses.Node(2, uid: 1)));
        _board.Take(Statuses.Of(Statuses.Node(2, uid: 2), process: 8));
        Assert.Equal(8, Only.Status.Process);
    }

    [Fact]
    public void View_NodeGoneForLong_IsForgotten()
    {
        _board.Take(Statuses.Of(Statuses.Node(2)));
        _time.Advance(TimeSpan.FromMinutes(11));
        Assert.Empty(_board.View.Nodes);
    }

    [Fact]
    public void Rates_AreOverTheLastSeconds()
    {
        for (var second = 0; second <= 20; second++) _board.Take(Statuses.Of(Statuses.Node(2), uptime: second, shards: second < 10 ? 0 : 8 * (second - 10)));
        Assert.Equal(8, Only.Rates.ShardsPerSecond, 3);
    }

    [Fact]
    public void Raise_IsPublishedOnce_AndKnownWhenItComesBack()
    {
        _board.Raise(ClusterEventKind.PlanMade, "a plan");
        var outgoing = Assert.Single(_board.TakeOutgoing(10));
        Assert.Empty(_board.TakeOutgoing(10));
        _board.Take(outgoing);
        Assert.Single(_board.EventsAfter(0));
    }

    [Fact]
    public void Events_AreBounded_AndNumberedOn()
    {
        for (var i = 0; i < 1200; i++) _board.Raise(ClusterEventKind.PlanMade, $"{i}");
        var events = _board.EventsAfter(0);
        Assert.Equal(500, events.Count);
        Assert.Equal((1200, "1199"), (events[^1].Number, events[^1].Event.Text));
        Assert.Equal(["1198", "1199"], _board.EventsAfter(1198).Select(happened => happened.Event.Text));
        Assert.InRange(_board.TakeOutgoing(10_000).Count, 1, 200);
    }

    private NodeView Only => Assert.Single(_board.View.Nodes);
}
