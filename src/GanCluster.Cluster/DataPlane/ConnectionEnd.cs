using GanCluster.Core.Wire;

namespace GanCluster.Cluster.DataPlane;

/// <summary>Why a connection ended.</summary>
/// <param name="Fault">Of the frame, where one was the reason.</param>
/// <param name="Detail">For the log.</param>
public sealed record ConnectionEnd(EndReason Reason, FrameFault Fault = FrameFault.None, string Detail = "")
{
    public override string ToString() => (Fault == FrameFault.None ? $"{Reason}" : $"{Reason}: {Fault}") + (Detail.Length == 0 ? "" : $" ({Detail})");
}
