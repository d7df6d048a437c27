using System.Runtime.InteropServices;

namespace GanCluster.Training.Checkpoints;

/// <summary>
/// Makes the names in a folder survive a power failure: fsync(2) of a file covers its content, not its entry. .NET opens no directories, hence libc.
/// </summary>
internal static partial class DurableDirectory
{
    private const int ReadOnly = 0, CloseOnExec = 0x80000; // Linux, which is what is built for
    private const int Interrupted = 4, Invalid = 22;

    /// <exception cref="IOException">The folder has gone, or the disk reports an error.</exception>
    public static void Flush(string folder)
    {
        var descriptor = Open(folder, ReadOnly | CloseOnExec);
        if (descriptor < 0) throw Failure(folder);
        try
        {
            while (Fsync(descriptor) != 0)
            {
                if (Marshal.GetLastPInvokeError() == Invalid) return; // a file system that keeps no such promise for folders
                if (Marshal.GetLastPInvokeError() != Interrupted) throw Failure(folder);
            }
        }
        finally
        {
            _ = Close(descriptor);
        }
    }

    /// <summary>Creates <paramref name="folder"/> and its parents where they are absent, names made durable.</summary>
    public static void Create(string folder)
    {
        if (Directory.Exists(folder)) return;
        var parent = Path.GetDirectoryName(folder);
        if (parent is not null) Create(parent);
        Directory.CreateDirectory(folder);
        if (parent is not null) Flush(parent);
    }

    private static IOException Failure(string folder)
    {
        var error = Marshal.GetLastPInvokeError();
        return new IOException($"{Marshal.GetPInvokeErrorMessage(error)} : '{folder}'", error);
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Fsync(int descriptor);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    private static partial int Close(int descriptor);
}
