namespace GanCluster.Core.Options;

public sealed record CheckpointOptions
{
    [Option("steps between checkpoints; 0 writes one at the end only", Min = 0, Max = 1e15, BearsOnResult = false)]
    public long Every { get; init; } = 1000;

    [Option("newest checkpoints that are kept", Min = 1, Max = 1_000_000, BearsOnResult = false)]
    public int Keep { get; init; } = 3;

    [Option("every so many checkpoints one is kept for good; 0 keeps none beyond the newest", Min = 0, Max = 1e9, BearsOnResult = false)]
    public long KeepEvery { get; init; }
}
