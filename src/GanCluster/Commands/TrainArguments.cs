namespace GanCluster.Commands;

/// <summary>What stood on the command line of <c>train</c>, not yet understood.</summary>
/// <param name="ShortForms">Those of <c>--steps</c>, <c>--lanes</c>, <c>--seed</c>, <c>--data</c> that were given, with their values.</param>
internal sealed record TrainArguments(
    string? Preset,
    string? Config,
    IReadOnlyList<string> Settings,
    IReadOnlyDictionary<string, string> ShortForms,
    string? Output,
    bool Resume)
{
    /// <summary>Write what TensorBoard reads, too.</summary>
    public bool TensorBoard { get; init; }

    /// <summary>Worker processes; null trains in this one.</summary>
    public string? Workers { get; init; }

    /// <summary>Where the page is served; null for none.</summary>
    public string? Web { get; init; }

    /// <summary>The page may be open to other machines.</summary>
    public bool Insecure { get; init; }
}
