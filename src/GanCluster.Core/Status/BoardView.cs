using GanCluster.Core.Training;
using GanCluster.Core.Watch;

namespace GanCluster.Core.Status;

/// <summary>All that one node knows of the cluster at one moment.</summary>
/// <param name="Run">The run's id; empty before it is known.</param>
/// <param name="Cluster">What the coordinator said last; nothing before it has.</param>
/// <param name="ClusterAge">Since then.</param>
/// <param name="Newest">Figures of the newest step; nothing before the first.</param>
/// <param name="SinceStep">Time since that step; nothing before the first.</param>
/// <param name="EventNumber">Number of the newest event.</param>
/// <param name="Verdict">How training fares, by the newest window that this node has seen judged; nothing before the first.</param>
/// <param name="Evaluation">What the newest evaluation of the generator that this node has seen came to; nothing before the first.</param>
public sealed record BoardView(
    string Run,
    ClusterStatus? Cluster,
    TimeSpan ClusterAge,
    IReadOnlyList<NodeView> Nodes,
    StepPoint? Newest,
    TimeSpan? SinceStep,
    long EventNumber,
    HealthVerdict? Verdict = null,
    EvaluationVerdict? Evaluation = null);

/// <summary>One node, as it is shown.</summary>
/// <param name="Age">Since its last account came.</param>
/// <param name="Presence">Whether it is there, from all that is known.</param>
public sealed record NodeView(NodeStatus Status, NodeRates Rates, TimeSpan Age, NodePresence Presence);

/// <summary>Whether a node is there.</summary>
public enum NodePresence
{
    Here,

    /// <summary>Nothing was heard of it for a while.</summary>
    Silent,

    /// <summary>The coordinator can't reach it, or it was removed without having said that it leaves.</summary>
    Lost,

    /// <summary>It has left in good order.</summary>
    Left,
}
