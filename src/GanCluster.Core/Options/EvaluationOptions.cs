namespace GanCluster.Core.Options;

/// <summary>
/// Judging the generator while it is trained, by one figure that falls as it gets better. One worker does it, on a thread of its own, and training goes on meanwhile: what it came to takes effect one step
/// before the next evaluation, at the same step on every replica. It changes nothing that is trained, only, by <see cref="Patience"/>, where that ends.
/// </summary>
public sealed record EvaluationOptions
{
    [Option("steps between evaluations of the generator while it is trained, each of which has a checkpoint; 0 never", Min = 0, Max = 1_000_000_000, BearsOnResult = false)]
    public int Every { get; init; }

    [Option("samples that are judged each time", Min = 100, Max = 100_000, BearsOnResult = false)]
    public int Samples { get; init; } = 2500;

    [Option("evaluations in a row without a better figure after which the run ends; 0 never", Min = 0, Max = 1_000_000, BearsOnResult = false)]
    public int Patience { get; init; }
}
