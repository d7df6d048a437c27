using System.Runtime.InteropServices;

namespace GanCluster.Core.Compute;

/// <summary>A thread that computes beside the lanes and may take what they leave: where every core has a lane, a full share would make all of them wait for the one that has to give it.</summary>
public static partial class BackgroundThread
{
    // A tenth of the weight of a lane's thread.
    private const int Process = 0, CallingThread = 0, Niceness = 10;

    /// <summary>Starts it. It never gets more again: it must end with its work.</summary>
    public static Thread Start(Action work, string name)
    {
        var thread = new Thread(() =>
        {
            // .NET doesn't hand Thread.Priority on to Linux, where who has no id is the thread that asks. Where it isn't followed, nothing but time is lost.
            if (OperatingSystem.IsLinux()) _ = SetPriority(Process, CallingThread, Niceness);
            work();
        })
        { IsBackground = true, Name = name };
        thread.Start();
        return thread;
    }

    [LibraryImport("libc", EntryPoint = "setpriority")]
    private static partial int SetPriority(int which, int who, int priority);
}
