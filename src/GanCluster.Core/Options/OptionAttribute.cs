namespace GanCluster.Core.Options;

/// <summary>What a person reads about an option, and its range. The default stands beside it, as the property's initializer.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class OptionAttribute(string description) : Attribute
{
    public string Description => description;
    public double Min { get; init; } = double.NegativeInfinity;
    public double Max { get; init; } = double.PositiveInfinity;

    /// <summary>False for what may differ between two runs with the same result: how many steps, where files go, how many lanes.</summary>
    public bool BearsOnResult { get; init; } = true;
}
