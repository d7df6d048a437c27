namespace GanCluster.EndToEnd.Tests.Processes;

/// <summary>How long a test waits at most for one thing: far longer than it takes on a busy machine, since nothing depends on it unless it hangs.</summary>
internal static class Deadline
{
    public static TimeSpan Limit { get; } = TimeSpan.FromMinutes(FullSize.Demanded ? 60 : 30);
}
