namespace GanCluster.EndToEnd.Tests.Processes;

/// <summary>Memory of a process that is in RAM.</summary>
internal static class Memory
{
    public static long ResidentKilobytes(int process)
    {
        var line = File.ReadLines($"/proc/{process}/status").Single(line => line.StartsWith("VmRSS:", StringComparison.Ordinal));
        return long.Parse(line["VmRSS:".Length..^"kB".Length]);
    }
}
