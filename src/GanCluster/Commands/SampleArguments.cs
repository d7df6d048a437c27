namespace GanCluster.Commands;

/// <summary>What the command line says of samples, as text.</summary>
internal sealed record SampleArguments(
    string Checkpoint, string? Count, string Output, string Seed, bool History, string? Classes, string? Interpolate, string? Truncation, string? Latents);
