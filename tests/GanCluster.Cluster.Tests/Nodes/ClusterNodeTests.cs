using GanCluster.Cluster.Control;
using GanCluster.Cluster.Nodes;
using GanCluster.Core.Admission;
using GanCluster.Core.Identity;
using GanCluster.Core.Planning;
using GanCluster.Core.Status;
using Microsoft.Extensions.Logging.Abstractions;

namespace GanCluster.Cluster.Tests.Nodes;

public class ClusterNodeTests
{
    // Of runs that end once it was seen what they are for: they can't be over before.
    private const long Endless = 1_000_000;

    private static TimeSpan Patience => ToyCluster.Patience;

    [Theory]
    [InlineData(1, AveragingLayout.Star, 3_008)]
    [InlineData(2, AveragingLayout.Star, 3_008)]
    [InlineData(3, AveragingLayout.Star, 700_000)]
    [InlineData(3, AveragingLayout.Sharded, 3_008)]
    [InlineData(5, AveragingLayout.Sharded, 700_000)]
    [InlineData(2, AveragingLayout.Sharded, 5_000_000)]
    public async Task Run_AnyWorkersAndLayout_EndsLikeTheReference(int workers, AveragingLayout layout, long length)
    {
        const long Steps = 10;
        await using var cluster = new ToyCluster(Steps, layout, workers, length);
        var coordinator = await cluster.Start(coordinator: true, worker: false);
        for (var i = 0; i < workers; i++) await cluster.Start(coordinator: false, worker: true);

        Assert.Equal(NodeEndKind.RunDone, (await coordinator.End.WaitAsync(Patience)).Kind);
        var reference = ToyCluster.Reference(Steps, length);
        foreach (var node in cluster.Nodes.Skip(1))
        {
            Assert.Equal(NodeEndKind.RunDone, (await node.End.WaitAsync(Patience)).Kind);
            Assert.Equal(reference, node.Trainer!.Digest());
            Assert.InRange(node.Commits, 0, 2 * Steps);
        }

        // Twenty phases may be over before the last worker has its connections, and it takes the end over: whether each has its part is asked of longer runs, end to end.
        Assert.Equal(reference, coordinator.Final);
        Assert.True(cluster.Nodes.Sum(node => node.Commits) >= 2 * Steps);
        Assert.InRange(coordinator.Steps.Count, 1, workers);
        Assert.True(coordinator.Steps.Values.Sum(step => step.Shards) >= 2 * Steps * ToyCluster.Shards);
        Assert.InRange(coordinator.Steps.Values.Count(step => step.Slices > 0), layout == AveragingLayout.Sharded ? Math.Min(workers, 2) : 1, workers);
    }

    [Fact]
    public async Task Run_AWorkerJoinsAndAnotherLeaves_EndsLikeTheReference()
    {
        const long Length = 20_000;
        await using var cluster = new ToyCluster(Endless, AveragingLayout.Star, 1, Length, TimeSpan.FromMilliseconds(2));
        var coordinator = await cluster.Start(coordinator: true, worker: false);
        var first = await cluster.Start(coordinator: false, worker: true);
        await ToyCluster.Until(() => first.Commits > 10);
        var second = await cluster.Start(coordinator: false, worker: true);
        await ToyCluster.Until(() => second.Commits > 20);
        first.Leave();
        Assert.Equal(NodeEndKind.Left, (await first.End.WaitAsync(Patience)).Kind);
        await coordinator.EndsLikeTheReference(Length);
    }

    /// <summary>Nodes that have just met, on a machine so busy that heartbeats are late, may down one another: a worker is then in a cluster of which nobody else is left.</summary>
    [Fact]
    public async Task Run_ANodeIsLeftWithoutACoordinator_AsksItsSeedsAgain()
    {
        const long Steps = 10, Length = 1000;
        await using var cluster = new ToyCluster(Steps, AveragingLayout.Star, 1, Length) { JoinPatience = TimeSpan.FromSeconds(10) };
        int port;
        using (var lost = NodeSystem.Create(new NodeOptions { IsWorker = true }, 0, isFirstSeed: true, new Patience(TimeProvider.System), NullLoggerFactory.Instance, TimeProvider.System))
        {
            var own = Akka.Cluster.Cluster.Get(lost);
            (cluster.Seed, port) = (NodeSystem.Short(own.SelfAddress), own.SelfAddress.Port!.Value);
            own.Join(own.SelfAddress);
            await cluster.Start(coordinator: false, worker: true);
            await ToyCluster.Until(() => own.State.Members.Count(member => member.Status == Akka.Cluster.MemberStatus.Up) == 2);
            await lost.Terminate();
        }

        var coordinator = await cluster.Start(coordinator: true, worker: false, port: port);
        Assert.Equal(NodeEndKind.RunDone, (await coordinator.End.WaitAsync(Patience)).Kind);
        Assert.Equal(ToyCluster.Reference(Steps, Length), coordinator.Final);
    }

    /// <summary>Nobody is left who could coordinate: workers train on by the standing plan, and find who comes in that place while they do.</summary>
    [Fact]
    public async Task Run_TheOnlyCoordinatorLeavesAndAnotherComes_EndsLikeTheReference()
    {
        const long Length = 10_000;
        await using var cluster = new ToyCluster(Endless, AveragingLayout.Sharded, 2, Length, TimeSpan.FromMilliseconds(2));
        var coordinator = await cluster.Start(coordinator: true, worker: false);
        var workers = new[] { await cluster.Start(coordinator: false, worker: true), await cluster.Start(coordinator: false, worker: true) };
        await ToyCluster.Until(() => workers.All(worker => worker.Commits > 10));
        coordinator.Leave();
        Assert.Equal(NodeEndKind.Left, (await coordinator.End.WaitAsync(Patience)).Kind);

        var next = await cluster.Start(coordinator: true, worker: false, port: int.Parse(cluster.Seed[(cluster.Seed.IndexOf(':') + 1)..]));
        await ToyCluster.Until(() => next.Steps.Count == 2);
        await next.EndsLikeTheReference(Length);
        foreach (var worker in workers) Assert.Equal(NodeEndKind.RunDone, (await worker.End.WaitAsync(Patience)).Kind);
    }

    /// <summary>A worker that was cut off before its message came would be waited for without end.</summary>
    [Fact]
    public async Task Register_WhoIsNoMember_IsNotWaitedFor()
    {
        const long Steps = 10, Length = 1000;
        await using var cluster = new ToyCluster(Steps, AveragingLayout.Star, 1, Length);
        var coordinator = await cluster.Start(coordinator: true, worker: false);
        using var stranger = NodeSystem.Create(new NodeOptions { IsWorker = true }, 0, isFirstSeed: true, new Patience(TimeProvider.System), NullLoggerFactory.Instance, TimeProvider.System);
        var one = Digest.Of([1]);
        var registered = new WorkerRegistered(ActorDirectory.IdOf(Akka.Cluster.Cluster.Get(stranger).SelfUniqueAddress), new Registration(one, one, "1", one, one), 1);
        await ToyCluster.Until(() => coordinator.Board.View.Cluster is not null);
        var at = new ActorDirectory(stranger).CoordinatorAt($"akka.tcp://{NodeSystem.Name}@{cluster.Seed}");
        Assert.NotNull(await at.ResolveOne(Patience));
        at.Tell(registered);
        await cluster.Start(coordinator: false, worker: true);
        Assert.Equal(NodeEndKind.RunDone, (await coordinator.End.WaitAsync(Patience)).Kind);
        Assert.Equal(ToyCluster.Reference(Steps, Length), coordinator.Final);
        Assert.All(coordinator.Plans, plan => Assert.Single(plan.Shares));
    }

    [Theory]
    [InlineData(nameof(ToySpoil.History)), InlineData(nameof(ToySpoil.Values))]
    public async Task Run_AReplicaDiffers_StopsEveryNodeAndNamesBoth(string how)
    {
        const long Length = 3_008;
        await using var cluster = new ToyCluster(Endless, AveragingLayout.Sharded, 2, Length, TimeSpan.FromMilliseconds(1));
        var coordinator = await cluster.Start(coordinator: true, worker: false);
        var first = await cluster.Start(coordinator: false, worker: true);
        var second = await cluster.Start(coordinator: false, worker: true);
        await ToyCluster.Until(() => first.Commits > 5 && second.Commits > 5);
        second.Trainer!.Spoil = Enum.Parse<ToySpoil>(how);
        await ToyCluster.Until(() => second.Trainer.Spoil == ToySpoil.None);
        if (how == nameof(ToySpoil.Values)) coordinator.Stop(); // digests are compared at the end
        foreach (var node in cluster.Nodes)
        {
            var end = await node.End.WaitAsync(Patience);
            Assert.Equal(NodeEndKind.Failed, end.Kind);
            Assert.Contains("Replicas differ, so the run stops", end.Sentence, StringComparison.Ordinal);
            foreach (var worker in new[] { first, second }) Assert.Contains(await worker.Address, end.Sentence, StringComparison.Ordinal);
        }

        Assert.NotNull(coordinator.Failure);
        await ToyCluster.Until(() => coordinator.Board.View.Cluster is { State: RunState.Failed });
        Assert.Null(coordinator.Final);
    }

    [Fact]
    public async Task Register_OtherData_IsRefusedWithASentenceOnBothSides()
    {
        await using var cluster = new ToyCluster(Endless, AveragingLayout.Star, 1, 3_008, TimeSpan.FromMilliseconds(2));
        var coordinator = await cluster.Start(coordinator: true, worker: false);
        var first = await cluster.Start(coordinator: false, worker: true);
        await ToyCluster.Until(() => first.Commits > 0);
        var other = await cluster.Start(coordinator: false, worker: true, own => own with { Data = Core.Identity.Digest.Of([9]) });
        var end = await other.End.WaitAsync(Patience);
        Assert.Equal(NodeEndKind.Refused, end.Kind);
        Assert.Contains("fingerprint", end.Sentence, StringComparison.Ordinal);
        Assert.Contains("fingerprint", Assert.Single(coordinator.Refusals), StringComparison.Ordinal);
    }
}
