using GanCluster.Core.Membership;
using GanCluster.Core.Options;
using GanCluster.Core.Phases;
using GanCluster.Core.Planning;
using GanCluster.Core.Status;
using GanCluster.Training.Engine;

namespace GanCluster.Jobs.Status;

/// <summary>
/// Says once a second what training in one process does, in the words of a cluster: one node, which coordinates and computes all shards. It reads what the
/// training thread counts and never makes it wait.
/// </summary>
internal sealed class SessionStatus : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly StatusBoard _board;
    private readonly LocalEngine _engine;
    private readonly SessionClock _clock;
    private readonly TimeProvider _time;
    private readonly PhaseSchedule _schedule;
    private readonly NodeId _self = new(Environment.MachineName, Environment.ProcessId);
    private readonly (string Run, int Shards, int Lanes, long StartedAt) _fixed;
    private readonly long _first;
    private readonly ITimer _timer;
    private RunState _state = RunState.Training;
    private string _reason = "trains in one process", _digest = "";

    /// <param name="first">Steps complete when this process began.</param>
    public SessionStatus(StatusBoard board, LocalEngine engine, SessionClock clock, RunOptions options, string run, int lanes, long first, TimeProvider time)
    {
        (_board, _engine, _clock, _time, _first) = (board, engine, clock, time, first);
        _schedule = new PhaseSchedule(options.Training.CriticSteps);
        _fixed = (run, options.Training.Shards, lanes, time.GetUtcNow().ToUnixTimeMilliseconds());
        board.Learn(run, ResolvedConfiguration.Write(options));
        _timer = time.CreateTimer(_ => Tell(), null, TimeSpan.Zero, Interval);
    }

    public void Ended(RunState state, string reason, string digest)
    {
        (_state, _reason, _digest) = (state, reason, digest);
        Tell();
    }

    public void Dispose() => _timer.Dispose();

    private void Tell()
    {
        var times = _engine.Times;
        var phases = times.Phases;
        var phase = _schedule.After(_first).Value + phases;
        var shares = new ShardRange(0, _fixed.Shards);
        var shards = _engine.ShardsByLane.Sum();
        var order = new PlanOrder(1, 0, 1);
        var state = _state switch { RunState.Training => NodeState.TakingPart, _ => NodeState.Done };
        _board.TakeOwn(new NodeStatus(
            _self, Environment.ProcessId, Environment.MachineName, "", IsCoordinator: true, IsWorker: true, state, _clock.Elapsed, _fixed.Lanes, phase,
            phase / _schedule.PhasesPerStep, order, shares,
            new NodeWork(
                phases, shards, 0, times.Compute, times.Average, TimeSpan.Zero, times.Commit, 0, 0,
                shards == 0 ? 0 : times.Compute.TotalSeconds * _fixed.Lanes / shards, _clock.LongestGap),
            _board.Checkpoint));
        _board.Take(new ClusterStatus(
            _self, _fixed.Run, _state, _reason, _fixed.StartedAt,
            new PlanView(order, 0, IsPaused: false, "one process computes all shards", [new ShareView(_self.Endpoint, shares)], [new AveragerView(_self.Endpoint, 1)]),
            [new MemberView(_self, IsLost: false)], 1, 0, _digest));
    }
}
