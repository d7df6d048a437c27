using GanCluster.Core.Identity;
using GanCluster.Core.Planning;
using GanCluster.Core.Status;

namespace GanCluster.Cluster.Workers;

/// <summary>Where a worker's engine is.</summary>
/// <param name="Phase">Nothing without a replica.</param>
/// <param name="Plan">The highest that it has seen.</param>
/// <param name="Share">Its part by that; nothing if it has none.</param>
internal sealed record EngineStatus(int Lanes, PhaseNumber? Phase, long Step, Plan? Plan, PlanShare? Share, NodeWork Work);
