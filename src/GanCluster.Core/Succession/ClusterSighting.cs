using GanCluster.Core.Identity;

namespace GanCluster.Core.Succession;

/// <summary>How one cluster looks to another that meets it again after a partition.</summary>
/// <param name="Address">Of its coordinator.</param>
/// <param name="Newest">The newest phase of its replicas; nothing where it has none.</param>
public sealed record ClusterSighting(string Address, PhaseNumber? Newest);

/// <summary>What a cluster does about another one that it has met.</summary>
public enum MergeVerdict
{
    /// <summary>The other one leaves, by the same rule.</summary>
    Stay,

    /// <summary>Every member leaves and rejoins there, in the same process, with its replica.</summary>
    LeaveAndRejoin,
}

/// <summary>The one with the older phase leaves; on a tie, the one with the higher address.</summary>
public static class MergeRule
{
    public static (MergeVerdict Verdict, string Reason) Decide(ClusterSighting ours, ClusterSighting theirs)
    {
        var (own, other) = (ours.Newest?.Value ?? -1, theirs.Newest?.Value ?? -1);
        if (own != other)
        {
            return own < other
                ? (MergeVerdict.LeaveAndRejoin, $"the cluster at {theirs.Address} is at phase {other}, this one at {own}")
                : (MergeVerdict.Stay, $"this cluster is at phase {own}, the one at {theirs.Address} at {other}");
        }

        return string.CompareOrdinal(ours.Address, theirs.Address) > 0
            ? (MergeVerdict.LeaveAndRejoin, $"both clusters are at phase {own}, and {theirs.Address} is the lower address")
            : (MergeVerdict.Stay, $"both clusters are at phase {own}, and {ours.Address} is the lower address");
    }
}
