using GanCluster.Core;
using GanCluster.Core.Admission;
using GanCluster.Core.Data;
using GanCluster.Core.Options;
using GanCluster.Training.Numerics;

namespace GanCluster.Training.Admission;

/// <summary>What this node brings when it registers. Runs the probe, so not for the thread pool's threads of a node that is already in a cluster.</summary>
public static class LocalRegistration
{
    /// <param name="options">Of the run. A node that takes them from the cluster registers <c>with { Run = null }</c>.</param>
    /// <exception cref="UnusableInputException">The networks don't fit the data, or the device isn't there.</exception>
    public static Registration Of(RunOptions options, ITrainingData data) => Of(options, data, NumericsClass.OfProcess(options.Compute.Device));

    /// <param name="numerics">Of this process, where it is at hand.</param>
    public static Registration Of(RunOptions options, ITrainingData data, NumericsClass numerics) => new(
        OwnIdentity.Of(options, data).Value, data.Fingerprint, ProgramVersion.Text, numerics.Digest, NumericsProbe.Of(options, data));
}
