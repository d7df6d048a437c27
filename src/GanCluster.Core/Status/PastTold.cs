using GanCluster.Core.Protocol;

namespace GanCluster.Core.Status;

/// <summary>A node that has just come asks the others for what it hasn't seen.</summary>
/// <param name="Before">Its first step; nothing if it has seen none.</param>
public sealed record PastWanted(long? Before) : IControlMessage;

/// <summary>A part of the answer.</summary>
public sealed record PastTold(IReadOnlyList<StepPoint> Points, IReadOnlyList<ClusterEvent> Events) : IControlMessage;
