using System.Runtime.InteropServices;

namespace GanCluster.Core.Memory;

/// <summary>
/// Asks Linux to back large buffers with 2 MB pages: a pass over seven vectors of a network otherwise waits for the translation of 4 KB pages, above all in virtual machines.
/// A hint: where it isn't followed, nothing but time is lost.
/// </summary>
public static unsafe partial class HugePages
{
    public const int Size = 2 << 20;
    private const int AdviceHugePage = 14;

    /// <summary>To be called before the memory is first written.</summary>
    public static void Advise(void* start, long bytes)
    {
        if (!OperatingSystem.IsLinux()) return;
        var first = ((nint)start + Size - 1) & ~(nint)(Size - 1);
        var end = ((nint)start + (nint)bytes) & ~(nint)(Size - 1);
        if (end > first) _ = MemoryAdvice(first, (nuint)(end - first), AdviceHugePage);
    }

    [LibraryImport("libc", EntryPoint = "madvise")]
    private static partial int MemoryAdvice(nint address, nuint length, int advice);
}
