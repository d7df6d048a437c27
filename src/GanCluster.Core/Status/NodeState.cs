namespace GanCluster.Core.Status;

/// <summary>What a node does, as it says itself. The numbers travel: append only.</summary>
public enum NodeState
{
    /// <summary>It looks for its cluster, opens its data, waits to be admitted, or catches up.</summary>
    Joining = 0,

    /// <summary>Admitted, and nothing is to be done yet: training waits for more workers or is paused.</summary>
    Waiting = 1,

    /// <summary>The plan has a part for it; a coordinator coordinates or stands by.</summary>
    TakingPart = 2,

    /// <summary>It was told to leave and hands over its work.</summary>
    Leaving = 3,

    /// <summary>It has lost its cluster, and looks for another with its replica.</summary>
    Down = 4,

    /// <summary>The run is done.</summary>
    Done = 5,
}
