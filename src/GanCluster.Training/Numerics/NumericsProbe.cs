using System.Runtime.ExceptionServices;
using GanCluster.Core.Compute;
using GanCluster.Core.Data;
using GanCluster.Core.Identity;
using GanCluster.Core.Options;
using GanCluster.Training.Engine;

namespace GanCluster.Training.Numerics;

/// <summary>
/// What one shard of each kind of phase comes to here, with the run's own networks, data and seed: a discriminator phase and a generator phase from the
/// initial state, each applied. Two machines that differ in it would not have given the same bytes for long.
/// </summary>
public static class NumericsProbe
{
    private const int Phases = 2;

    /// <summary>
    /// Makes a trainer of its own, on a thread of its own, so that no other trainer is disturbed. Costs about two shards and the memory of a second replica.
    /// </summary>
    /// <exception cref="Core.UnusableInputException">The networks don't fit the data, or the device isn't there.</exception>
    public static Digest Of(RunOptions options, ITrainingData data)
    {
        Digest result = default;
        ExceptionDispatchInfo? failure = null;
        var thread = new Thread(() =>
        {
            try
            {
                result = Run(options, data);
            }
            catch (Exception exception)
            {
                failure = ExceptionDispatchInfo.Capture(exception);
            }
        })
        { Name = "numerics probe", IsBackground = true };
        thread.Start();
        thread.Join();
        failure?.Throw();
        return result;
    }

    // Shard 0 alone is the global batch, and its gradient the average: its phases go the way of all others.
    private static Digest Run(RunOptions options, ITrainingData data)
    {
        var alone = options with { Training = options.Training with { Shards = 1, CriticSteps = 1 } };
        using var trainer = new GanTrainer(alone, data, lanes: 1);
        using var lanes = new LanePool(1, trainer.EnterLane);
        using var engine = new LocalEngine(trainer, lanes);
        for (var phase = 0; phase < Phases; phase++) engine.RunPhase();
        // The lineage covers the initial state and both gradients with their statistics, whether or not they could be applied.
        Span<byte> both = stackalloc byte[2 * Digest.Size];
        trainer.Lineage.Value.CopyTo(both);
        trainer.Digest().CopyTo(both[Digest.Size..]);
        return Digest.Of(both);
    }
}
