using GanCluster.Core;

namespace GanCluster.Training.Data;

/// <summary>Samples lie in memory as bytes: what can't fit is refused before it is read, not killed half-way.</summary>
internal static class MemoryLimit
{
    /// <exception cref="UnusableInputException">More than this process may use.</exception>
    public static void Check(string name, Int128 bytes, string remedy)
    {
        var available = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
        if (bytes <= available) return;
        throw new UnusableInputException(
            $"{name} needs {(double)bytes / (1L << 30):N1} GB in memory and this machine has {available / (double)(1L << 30):N1}: {remedy}.");
    }
}
