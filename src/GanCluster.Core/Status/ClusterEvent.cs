using GanCluster.Core.Protocol;

namespace GanCluster.Core.Status;

/// <summary>What can happen to a run. The numbers travel: append only.</summary>
public enum ClusterEventKind
{
    Started = 0,
    Ended = 1,
    PlanMade = 2,
    WorkerStarted = 3,
    WorkerEnded = 4,
    WorkerAdmitted = 5,
    WorkerRefused = 6,
    WorkerLost = 7,
    ShardsRecomputed = 8,
    PhaseSkipped = 9,
    CheckpointWritten = 10,
    CheckpointFailed = 11,
    CheckpointRejected = 12,
    SampleDrawn = 13,
    HealthChanged = 14,
    RolledBack = 15,
    Evaluated = 16,
}

/// <summary>Something that happened to the run, for people: the time line of the page.</summary>
/// <param name="Origin">Names the process that saw it happen; with <paramref name="Number"/> the event.</param>
/// <param name="At">Milliseconds since 1970, UTC, by that process's clock.</param>
/// <param name="Node"><c>HOST:PORT</c> of the node that it concerns; empty where it concerns all.</param>
/// <param name="Step">Of the run, where it is about one; -1 elsewhere.</param>
/// <param name="Text">What happened and why, in a sentence.</param>
public sealed record ClusterEvent(long Origin, long Number, long At, ClusterEventKind Kind, string Node, long Step, string Text);

/// <summary>New events of one node, for all.</summary>
public sealed record EventsHappened(IReadOnlyList<ClusterEvent> Events) : IControlMessage;
