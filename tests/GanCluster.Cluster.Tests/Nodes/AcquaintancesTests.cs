using GanCluster.Cluster.Nodes;
using GanCluster.Core.Membership;
using Microsoft.Extensions.Time.Testing;

namespace GanCluster.Cluster.Tests.Nodes;

public class AcquaintancesTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly Acquaintances _met;

    public AcquaintancesTests()
    {
        _time.Advance(TimeSpan.FromDays(1));
        _met = new Acquaintances(["seed:4053"], _time);
    }

    [Fact]
    public void TakeDue_OnlyWhoWasCutOff_OneCallAtATimeEachSecond()
    {
        var (one, two) = (Node(1), Node(2));
        _met.Greeted(one, "one", 11);
        _met.Greeted(two, "two", 12);
        Assert.Empty(_met.TakeDue());

        _met.CutOff(two);
        Assert.Equal([(two, "two", 12)], _met.TakeDue());
        _time.Advance(TimeSpan.FromSeconds(5));
        Assert.Empty(_met.TakeDue()); // the call goes on

        _met.Called(two);
        Assert.Single(_met.TakeDue());
        _met.Called(two);
        Assert.Empty(_met.TakeDue()); // a second between calls
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Single(_met.TakeDue());
    }

    [Fact]
    public void TakeDue_AfterTwoMinutes_EveryFifteenSeconds()
    {
        _met.Greeted(Node(1), "one", 11);
        _met.CutOff(Node(1));
        _time.Advance(TimeSpan.FromMinutes(3));
        Assert.Single(_met.TakeDue());
        _met.Called(Node(1));
        _time.Advance(TimeSpan.FromSeconds(14));
        Assert.Empty(_met.TakeDue());
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Single(_met.TakeDue());
    }

    /// <summary>It has joined again, under another uid: the removal of its earlier life says nothing of this one.</summary>
    [Fact]
    public void CutOff_AnEarlierLife_IsNotCalled()
    {
        _met.Greeted(Node(1), "one", 11);
        _met.CutOff(Node(1));
        _met.Greeted(Node(1) with { Uid = 2 }, "one", 11);
        Assert.Empty(_met.TakeDue());
        _met.CutOff(Node(1));
        Assert.Empty(_met.TakeDue());
    }

    [Fact]
    public void CutOffAll_EverybodyIsCalled()
    {
        _met.Greeted(Node(1), "one", 11);
        _met.Greeted(Node(2), "two", 12);
        _met.CutOffAll();
        Assert.Equal(2, _met.TakeDue().Count);
    }

    [Fact]
    public void AddressesWith_SameOrderWhateverWasMetFirst()
    {
        _met.Greeted(Node(2), "two", 12);
        _met.Greeted(Node(1), "one", 11);
        Assert.Equal(["node1:4053", "node2:4053", "node3:4053", "seed:4053"], _met.AddressesWith("node3:4053"));
    }

    [Fact]
    public void Greeted_ByThousands_KeepsTheNewest()
    {
        for (var i = 0; i < 3_000; i++)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            _met.Greeted(Node(i), "host", 1);
        }

        _met.CutOffAll();
        var kept = _met.TakeDue();
        Assert.Equal(1_024, kept.Count);
        Assert.Contains(kept, met => met.Node == Node(2_999));
    }

    private static NodeId Node(int number) => new($"akka.tcp://gancluster@node{number}:4053", 1);
}
