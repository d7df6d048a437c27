namespace GanCluster.Core.Options;

/// <summary>An option in which two configurations differ.</summary>
/// <param name="Left">The values as text.</param>
public sealed record OptionDifference(string Key, string Left, string Right, bool BearsOnResult)
{
    /// <summary>All differences, in the catalog's order.</summary>
    public static IReadOnlyList<OptionDifference> Between(RunOptions left, RunOptions right) =>
    [
        .. from option in OptionCatalog.All
           let values = (Left: OptionValue.Format(option.Read(left)), Right: OptionValue.Format(option.Read(right)))
           where values.Left != values.Right
           select new OptionDifference(option.Key, values.Left, values.Right, option.BearsOn(left) || option.BearsOn(right)),
    ];

    public override string ToString() => $"{Key} ({Left} against {Right})";
}
