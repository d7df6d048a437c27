namespace GanCluster.Core.Options;

public enum ScheduleKind
{
    Constant,

    /// <summary>In a straight line.</summary>
    Linear,

    /// <summary>Along half a period of the cosine (Loshchilov and Hutter 2017).</summary>
    Cosine,

    /// <summary>By the same factor at each step.</summary>
    Exponential,
}

/// <summary>How a value goes from 1 times itself to <see cref="Final"/> times itself by the step <see cref="TrainingOptions.Horizon"/>.</summary>
public sealed record ScheduleOptions
{
    [Option("way from the whole value to its final share, which training.horizon ends: constant, linear, cosine, exponential")]
    public ScheduleKind Kind { get; init; } = ScheduleKind.Constant;

    [Option("share of the value that is left at the horizon and after it; above 1 it grows", Min = 0, Max = 1e6)]
    public double Final { get; init; }

    [Option("steps in which it rises from 0 at the start, in a straight line", Min = 0, Max = 1e12)]
    public long Warmup { get; init; }
}
