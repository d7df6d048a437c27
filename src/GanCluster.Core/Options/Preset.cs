namespace GanCluster.Core.Options;

/// <summary>A configuration with a name: <c>--preset</c>.</summary>
/// <param name="Description">One line, for <c>--help</c>.</param>
public sealed record Preset(string Name, string Description, RunOptions Options);
