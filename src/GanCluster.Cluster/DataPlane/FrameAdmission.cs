using GanCluster.Core.Wire;

namespace GanCluster.Cluster.DataPlane;

/// <summary>What to do with a frame whose header is in order, before any of its payload is read.</summary>
public readonly record struct FrameAdmission
{
    private FrameAdmission(FrameFault fault, bool drops, BufferLease? into) => (Fault, Drops, Into) = (fault, drops, into);

    /// <summary>Receive the payload into a buffer of the pool.</summary>
    public static FrameAdmission Accept => default;

    /// <summary>Read the payload, check it and forget it: a duplicate, or a phase that is over.</summary>
    public static FrameAdmission Drop => new(FrameFault.None, true, null);

    public FrameFault Fault { get; }

    public bool Drops { get; }

    public BufferLease? Into { get; }

    /// <summary>
    /// Receive the payload straight there. The range must be as long as the payload and hold nothing that is needed: a payload that turns out wrong has been
    /// written by then.
    /// </summary>
    public static FrameAdmission AcceptInto(BufferLease range) => new(FrameFault.None, false, range);

    /// <summary>Close the connection.</summary>
    public static FrameAdmission Refuse(FrameFault fault) => new(fault, false, null);
}
