using GanCluster.Core.Planning;
using GanCluster.Core.Status;

namespace GanCluster.Cluster.Tests.Nodes;

/// <summary>What nodes tell one another of themselves.</summary>
public class StatusTests
{
    private const long Length = 4096;

    [Fact]
    public async Task EveryNode_SeesTheWholeCluster_AndAJoinerWhatWasBefore()
    {
        await using var cluster = new ToyCluster(steps: 1_000_000, AveragingLayout.Star, startWith: 2, Length, TimeSpan.FromMilliseconds(2));
        var first = await cluster.Start(coordinator: true, worker: true);
        var second = await cluster.Start(coordinator: false, worker: true);
        await ToyCluster.Until(() => Sees(first, 2) && Sees(second, 2));

        first.Board.Add(new StepPoint(1, 0, 1, 1, 0.5f, 0.5f, 1, 1, 1, 0));
        first.Board.Raise(ClusterEventKind.PlanMade, "something happened");
        await ToyCluster.Until(() => second.Board.EventsAfter(0).Any(happened => happened.Event.Text == "something happened"));

        var joiner = await cluster.Start(coordinator: false, worker: true);
        await ToyCluster.Until(() => cluster.Nodes.All(node => Sees(node, 3)));
        await ToyCluster.Until(() => joiner.Board.History(10) is [{ Step: 1 }] && joiner.Board.EventsAfter(0).Any(happened => happened.Event.Text == "something happened"));

        joiner.Leave();
        await joiner.End;
        await ToyCluster.Until(() => first.Board.View.Nodes.Any(node => node.Presence == NodePresence.Left));
    }

    [Fact]
    public async Task Own_ThePartsOfAPhaseAddUpToItsTime()
    {
        await using var cluster = new ToyCluster(steps: 1_000_000, AveragingLayout.Star, startWith: 2, Length, TimeSpan.FromMilliseconds(2));
        var first = await cluster.Start(coordinator: true, worker: true);
        await cluster.Start(coordinator: false, worker: true);
        await ToyCluster.Until(() => first.Board.Own is { Status.Work.Phases: > 50 });
        var before = first.Board.Own!.Status;

        // Parts are counted at a phase's end: the longer the time, the less it matters what of a phase lies within it.
        await ToyCluster.Until(() => first.Board.Own!.Status is var now && now.Uptime - before.Uptime > TimeSpan.FromSeconds(3)
            && (Sum(now.Work) - Sum(before.Work)) / (now.Uptime - before.Uptime) is > 0.9 and < 1.1);

        var (work, then) = (first.Board.Own!.Status.Work, before.Work);
        Assert.True(work.Compute > then.Compute && work.BytesIn > then.BytesIn && work.BytesOut > then.BytesOut);
    }

    private static TimeSpan Sum(NodeWork work) => work.Compute + work.Exchange + work.Wait + work.Commit;

    private static bool Sees(ToyNode node, int workers) =>
        node.Board.View is { Cluster: { State: RunState.Training, Plan.Shares: var shares } } view && shares.Count == workers && view.Nodes.Count == workers
        && view.Nodes.All(one => one is { Presence: NodePresence.Here, Status.State: NodeState.TakingPart, Status.Work.Phases: > 0 });
}
