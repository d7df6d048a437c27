using GanCluster.Core.Identity;

namespace GanCluster.Core.Admission;

/// <summary>What a node brings when it registers.</summary>
/// <param name="Run">Hash of the configuration that bears on the result, the seed and the data; nothing from a node that takes all three from the cluster.</param>
/// <param name="Data">Fingerprint of its data.</param>
/// <param name="NumericsClass">Hash of device, libtorch, processor and what else selects kernels.</param>
/// <param name="Probe">Digest of one shard of each phase of the run's own networks.</param>
public sealed record Registration(Digest? Run, Digest Data, string ProgramVersion, Digest NumericsClass, Digest Probe);

/// <summary>What became of a registration.</summary>
public enum AdmissionVerdict
{
    Admitted,

    /// <summary>Another run: it was started with another configuration, seed or data.</summary>
    OtherRun,

    /// <summary>Its data has another fingerprint.</summary>
    OtherData,

    /// <summary>Another version of the program.</summary>
    OtherVersion,

    /// <summary>Another numerics class, and the configuration doesn't allow mixing.</summary>
    OtherNumerics,

    /// <summary>The same class, yet the probe's bytes differ: the class misses something.</summary>
    ProbeDiffers,
}

/// <summary>Who may take part. The sentence is shown on both sides.</summary>
public static class AdmissionRule
{
    public static (AdmissionVerdict Verdict, string Reason) Decide(Registration cluster, Registration node, bool allowMixedNumerics)
    {
        if (node.Run is { } run && run != cluster.Run)
        {
            return (AdmissionVerdict.OtherRun,
                $"this cluster trains run {cluster.Run?.Short}, not {run.Short}: start the node with the same configuration, seed and data");
        }

        if (node.Data != cluster.Data)
        {
            return (AdmissionVerdict.OtherData,
                $"the data's fingerprint is {node.Data.Short}, not {cluster.Data.Short}: give the node the run's data with --data");
        }

        if (node.ProgramVersion != cluster.ProgramVersion)
        {
            return (AdmissionVerdict.OtherVersion,
                $"the node runs version {node.ProgramVersion}, the cluster {cluster.ProgramVersion}: install the same");
        }

        if (allowMixedNumerics) return (AdmissionVerdict.Admitted, "admitted; numerics may be mixed, so the lineage alone keeps replicas identical");
        const string Remedy = "use the same hardware and libraries, or set allowMixedNumerics";
        if (node.NumericsClass != cluster.NumericsClass)
        {
            return (AdmissionVerdict.OtherNumerics,
                $"the node's numerics class is {node.NumericsClass.Short}, not {cluster.NumericsClass.Short}: {Remedy}");
        }

        return node.Probe == cluster.Probe
            ? (AdmissionVerdict.Admitted, "admitted")
            : (AdmissionVerdict.ProbeDiffers, $"the probe gave {node.Probe.Short}, not {cluster.Probe.Short}, in the same numerics class: {Remedy}");
    }
}
