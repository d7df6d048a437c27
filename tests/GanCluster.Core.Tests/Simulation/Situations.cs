namespace GanCluster.Core.Tests.Simulation;

/// <summary>Named situations, each counted once a schedule.</summary>
[Flags]
internal enum Situations
{
    None = 0,
    AveragerDeadBetweenRecipients = 1,
    TwoCoordinators = 2,
    DonorDead = 4,
    OverlappingNodes = 8,
    ThawedAverager = 16,
    ExitAtTheLastPhase = 32,
    MergeAfterPartition = 64,
    Recomputed = 128,
    Snapshot = 256,
    Succession = 512,
    TermRaised = 1024,
    Duplicates = 2048,
    SlicesMoved = 4096,
    Left = 8192,
}

/// <param name="Failure">What was violated, or nothing.</param>
/// <param name="Seconds">Virtual.</param>
/// <param name="ShardsOfJoiners">Computed by nodes that weren't there from the start.</param>
/// <param name="LongestGap">Virtual seconds without a commit anywhere.</param>
internal sealed record SimulationResult(Schedule Schedule, string? Failure, Situations Situations, int Faults, double Seconds, double LongestGap, long Events, int ShardsOfJoiners);
