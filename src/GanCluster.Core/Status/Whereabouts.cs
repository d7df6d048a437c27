using GanCluster.Core.Planning;

namespace GanCluster.Core.Status;

/// <summary>Which run and node this is, and where they are: what stands on every line of the log.</summary>
/// <param name="Run">Empty before it is known.</param>
/// <param name="Own">This node's newest account; nothing before the first.</param>
/// <param name="Step">The newest that this process has heard of.</param>
/// <param name="Plan">The coordinator's newest.</param>
public readonly record struct Whereabouts(string Run, NodeStatus? Own, long Step, PlanOrder? Plan);
