namespace GanCluster.Training.Checkpoints;

/// <summary>Why a checkpoint couldn't be written, and what to do: training goes on meanwhile.</summary>
internal static class CheckpointFailure
{
    // errno on Linux, which .NET passes on as the exception's HResult.
    private const int NoSpace = 28, ReadOnlyFileSystem = 30, QuotaExceeded = 122;

    public static string Explain(Exception exception, string folder) => exception switch
    {
        IOException { HResult: NoSpace } => $"the disk that holds {folder} is full: free some space, or lower checkpoints.keep",
        IOException { HResult: QuotaExceeded } => $"your quota on the disk that holds {folder} is used up: free some space, or lower checkpoints.keep",
        IOException { HResult: ReadOnlyFileSystem } => $"the disk that holds {folder} is read-only: mount it writable",
        UnauthorizedAccessException => $"{folder} may not be written to ({exception.Message}): give this user the right to",
        DirectoryNotFoundException or FileNotFoundException => $"{folder} vanished while it was being written ({exception.Message}): keep other programs out of it",
        IOException => $"{folder} can't be written ({exception.Message}): check the disk",
        _ => $"a fault in the program, please report it ({exception})",
    };
}
