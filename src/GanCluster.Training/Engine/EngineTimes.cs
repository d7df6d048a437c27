namespace GanCluster.Training.Engine;

/// <summary>Where the time of an engine's phases went.</summary>
/// <param name="Phases">That it has run.</param>
/// <param name="Compute">Lanes at their shards.</param>
/// <param name="Average">The lanes' sums joined and divided.</param>
/// <param name="Commit">Averages applied.</param>
public sealed record EngineTimes(long Phases, TimeSpan Compute, TimeSpan Average, TimeSpan Commit)
{
    public static EngineTimes None { get; } = new(0, TimeSpan.Zero, TimeSpan.Zero, TimeSpan.Zero);
}
