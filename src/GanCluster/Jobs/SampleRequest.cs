using GanCluster.Hosting;
using GanCluster.Own;

namespace GanCluster.Jobs;

/// <summary>What to draw from a checkpoint's moving-average generator.</summary>
/// <param name="Checkpoint">A run's folder or one checkpoint; it exists.</param>
/// <param name="Output">Absolute; ends in <c>.png</c> or <c>.npy</c>.</param>
internal sealed record SampleRequest(string Checkpoint, string Output, Terminal Terminal)
{
    public const int MostSamples = 10_000_000;

    /// <summary>Whose networks and data it may be.</summary>
    public OwnProgram Program { get; init; } = OwnProgram.None;

    /// <summary>As <see cref="Training.Sampling.SamplePlan.Count"/>.</summary>
    public required int Count { get; init; }

    public required long Seed { get; init; }

    /// <summary>As the command line has them: numbers and names, or <c>all</c>; null where none are chosen.</summary>
    public string? Classes { get; init; }

    /// <summary>As <see cref="Training.Sampling.SamplePlan.Steps"/>.</summary>
    public int Steps { get; init; }

    /// <summary>As <see cref="Training.Sampling.SamplePlan.Truncation"/>.</summary>
    public double? Truncation { get; init; }

    /// <summary>Where the latents go, absolute; null for nowhere.</summary>
    public string? Latents { get; init; }
}
