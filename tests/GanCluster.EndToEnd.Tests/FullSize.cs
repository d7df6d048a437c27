namespace GanCluster.EndToEnd.Tests;

/// <summary><c>GANCLUSTER_FULL=1</c> runs the presets as they are shipped; otherwise networks and runs are shortened where a test says so.</summary>
internal static class FullSize
{
    public static bool Demanded { get; } = Environment.GetEnvironmentVariable("GANCLUSTER_FULL") == "1";
}
