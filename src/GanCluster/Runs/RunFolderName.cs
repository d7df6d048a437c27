namespace GanCluster.Runs;

/// <summary>Where a run goes that wasn't told: <c>runs/fashion-20260314-150926</c>, local time.</summary>
internal static class RunFolderName
{
    public static string For(string preset, TimeProvider time, Func<string, bool> isTaken)
    {
        var name = Path.Combine("runs", $"{preset}-{time.GetLocalNow():yyyyMMdd-HHmmss}");
        if (!isTaken(name)) return name;
        // Two runs that began in the same second.
        var number = 2;
        while (isTaken($"{name}-{number}")) number++;
        return $"{name}-{number}";
    }
}
