namespace GanCluster.Core.Options;

public sealed record SampleOptions
{
    [Option("steps between sample pictures; 0 makes one at the start and one at the end", Min = 0, Max = 1e15, BearsOnResult = false)]
    public long Every { get; init; } = 500;

    [Option("images of a sample grid", Min = 1, Max = 4096, BearsOnResult = false)]
    public int Count { get; init; } = 64;
}
