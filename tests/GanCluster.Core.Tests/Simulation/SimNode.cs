using GanCluster.Core.Acceptance;
using GanCluster.Core.Averaging;
using GanCluster.Core.Coordination;
using GanCluster.Core.Membership;
using GanCluster.Core.Workers;

namespace GanCluster.Core.Tests.Simulation;

/// <summary>One process: the three rule machines, and what their host keeps for them.</summary>
internal sealed class SimNode(int index, NodeId id, WorkerState worker, AveragerState averager)
{
    public int Index => index;
    public NodeId Id { get; set; } = id;
    public WorkerState Worker => worker;
    public AveragerState Averager => averager;
    public CoordinatorState? Coordinator { get; set; }
    public ToyReplica? Replica { get; set; }

    // The process.
    public bool Alive { get; set; } = true;
    public bool Exited { get; set; }
    public bool Frozen { get; set; }
    public bool Leaving { get; set; }
    public bool Vanished { get; set; }
    public Queue<Action> Inbox { get; } = new();
    public int SlowFactor { get; set; } = 1;
    public bool Stuck { get; set; }
    public int ShardsComputed { get; set; }
    public bool CrashMidBroadcast { get; set; }
    public bool Runs => Alive && !Frozen;

    // The cluster as this node sees it, oldest member first; empty while it is between two clusters.
    public List<NodeId> View { get; } = [];
    public HashSet<NodeId> Removed { get; } = [];
    public Dictionary<NodeId, long> UnreachableSince { get; } = [];
    public HashSet<NodeId> Unreachable { get; } = [];
    public long JoinedAt { get; set; }
    public bool Rejoining { get; set; }
    public long Sighted { get; set; }

    // What the worker's host keeps.
    public Dictionary<TreeNode, ToySum> Own { get; } = [];
    public ToySum?[] Came { get; set; } = [];
    public ToySum?[] CameOfNext { get; set; } = [];
    public ToySum?[] Retained { get; set; } = [];
    public ToyReplica? Snapshot { get; set; }

    // What the averager's host keeps, by phase and slice.
    public Dictionary<(long Phase, int Slice, TreeNode Node), ToySum> Sums { get; } = [];
}
