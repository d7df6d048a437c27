namespace GanCluster.EndToEnd.Tests;

/// <summary>Tests that hold times against a bound: they run one at a time, after all others, since nothing else may want the processor meanwhile.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class Timed
{
    public const string Name = "timed";
}
