using System.Diagnostics.CodeAnalysis;

namespace GanCluster.Core.Options;

/// <summary>A whole configuration, or everything that is wrong with it.</summary>
/// <param name="Options">Null exactly if there are mistakes.</param>
/// <param name="Sources">Where each key's value came from.</param>
public sealed record OptionsResult(RunOptions? Options, IReadOnlyList<OptionMistake> Mistakes, IReadOnlyDictionary<string, string> Sources)
{
    [MemberNotNullWhen(true, nameof(Options))]
    public bool IsValid => Options is not null;
}
