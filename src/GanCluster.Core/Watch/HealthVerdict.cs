namespace GanCluster.Core.Watch;

/// <summary>What a window of steps led to: the same on every replica.</summary>
/// <param name="Step">The steps that were complete.</param>
/// <param name="Reason">In words and numbers: a clause without a full stop.</param>
/// <param name="Rollbacks">How often the run has been rolled back, this time included.</param>
/// <param name="Rollback">Where the verdict has led to one. Then <paramref name="Health"/> is that of what was given up.</param>
public sealed record HealthVerdict(long Step, Health Health, string Reason, int Rollbacks = 0, Rollback? Rollback = null);
