using Akka.Actor;
using Akka.Cluster.Tools.PublishSubscribe;
using GanCluster.Core.Phases;
using GanCluster.Core.Status;

namespace GanCluster.Cluster.Control;

/// <summary>What the coordinator tells everyone of the run.</summary>
internal sealed partial class CoordinatorActor
{
    private static readonly TimeSpan BetweenStatuses = TimeSpan.FromSeconds(1);

    private readonly IActorRef _mediator = DistributedPubSub.Get(Context.System).Mediator;
    private readonly long _startedAt;
    private long _published, _plans, _reassigned;

    private void PublishStatusIfDue()
    {
        if (_published == 0 || _time.GetElapsedTime(_published) >= BetweenStatuses) PublishStatus();
    }

    private void PublishStatus()
    {
        _published = _time.GetTimestamp();
        var (state, reason) = Standing();
        var status = new ClusterStatus(
            _self, _first?.Registration.Run?.ToString() ?? "", state, reason, _startedAt, _plan is null ? null : PlanView.Of(_plan),
            _state?.MembersSeen ?? [.. _admitted.Select(node => new MemberView(node, IsLost: false))], _plans, _reassigned, _state?.Final?.FinalDigest?.ToString() ?? "");
        // At the end of the run the node may be gone before it would hear of it that way.
        _board.Take(status);
        _mediator.Tell(new Publish(StatusActor.Topic, status));
    }

    private (RunState State, string Reason) Standing()
    {
        if (_state is null) return (RunState.Waiting, $"{_admitted.Count} of {_options.StartWith} workers are here");
        if (_state.Failure is { } failure) return (RunState.Failed, ShortNames.In(failure));
        if (_ended)
        {
            var whole = _state.Final?.Phase >= new PhaseSchedule(_run.Training.CriticSteps).After(_run.Training.Steps);
            return whole ? (RunState.Done, "every worker has the last phase and the same digest") : (RunState.Interrupted, "the run has ended before its last step, as it was told to");
        }

        if (_plan is null) return (RunState.Waiting, "a new coordinator asks the workers where they are");
        return (_plan.IsPaused ? RunState.Paused : RunState.Training, ShortNames.In(_plan.Reason));
    }
}
