namespace GanCluster.Core.Watch;

/// <summary>What the watch remembers from phase to phase. It is stored with the replica and goes with it to who joins, so that a restart changes no verdict.</summary>
/// <param name="WarningWindows">Windows in a row that called for a warning at least.</param>
/// <param name="CollapsedWindows">Those of them that called for a collapse, in a row.</param>
/// <param name="BetterWindows">Windows in a row that were better than <paramref name="Health"/>.</param>
/// <param name="Open">The window that isn't full yet.</param>
public sealed record WatchState(Health Health, int WarningWindows, int CollapsedWindows, int BetterWindows, WatchSums Open)
{
    public static WatchState Initial { get; } = new(Health.Healthy, 0, 0, 0, default);

    /// <summary>How often the run was rolled back; 0 but for <see cref="Options.WatchPolicy.Rollback"/>, as the other two.</summary>
    public int Rollbacks { get; init; }

    /// <summary>Steps that were complete when the copy was taken to which the run is rolled back: 0 is the beginning.</summary>
    public long HealthyStep { get; init; }

    /// <summary>Steps that were complete when it was rolled back last; 0 where it wasn't.</summary>
    public long RolledBackAt { get; init; }
}
