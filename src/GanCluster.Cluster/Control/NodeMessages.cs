using GanCluster.Core.Admission;
using GanCluster.Core.Membership;
using GanCluster.Core.Protocol;
using GanCluster.Core.Succession;

namespace GanCluster.Cluster.Control;

// What nodes say beside the rules' own events: how a worker comes in, finds its peers, and goes over to another cluster.

/// <summary>A worker that has no configuration yet asks the coordinator for it.</summary>
public sealed record RunWanted(NodeId By) : IControlMessage;

/// <param name="Configuration">Text of the run's <c>config.json</c>.</param>
public sealed record RunOffered(string Configuration) : IControlMessage;

/// <param name="Slices">Of every average, as this worker cuts them: the same for all of a run.</param>
public sealed record WorkerRegistered(NodeId Node, Registration Registration, int Slices) : IControlMessage;

/// <summary>A coordinator that hears of a worker which it doesn't know: a new one, after the last one's death.</summary>
public sealed record RegistrationWanted : IControlMessage;

public sealed record RegistrationAccepted : IControlMessage;

public sealed record RegistrationRefused(string Sentence) : IControlMessage;

/// <summary>An admitted worker tells another where its data plane listens.</summary>
/// <param name="Again">The sender has no connection yet and wants to be told the same.</param>
public sealed record PeerGreeted(NodeId Node, string Run, string Host, int DataPort, bool Again) : IControlMessage;

/// <summary>Once a second, to every worker: what to say of this cluster to nodes that were cut off from it.</summary>
public sealed record ClusterShown(ClusterSighting Sighting) : IControlMessage;

/// <summary>Leave this cluster and join the one at that address, in the same process, with the replica.</summary>
public sealed record RejoinOrdered(string Address) : IControlMessage;
