namespace GanCluster.Cluster.Tests;

/// <summary>Tests that measure the process's memory.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;
