using System.ComponentModel;
using System.Runtime.InteropServices;

namespace GanCluster.EndToEnd.Tests.Processes;

/// <summary>Signals by their Linux numbers.</summary>
internal enum Signal
{
    Interrupt = 2,
    Kill = 9,
    Terminate = 15,
    Continue = 18,
    Stop = 19,
}

internal static partial class Signals
{
    /// <returns>A moment just before it.</returns>
    public static DateTimeOffset Send(int process, Signal signal)
    {
        var moment = TimeProvider.System.GetUtcNow();
        if (Kill(process, (int)signal) != 0) throw new Win32Exception(Marshal.GetLastPInvokeError());
        return moment;
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int Kill(int process, int signal);
}
