namespace GanCluster.Hosting;

/// <summary>What a user sees of a bug: one sentence, and where the stack trace is.</summary>
internal static class CrashReport
{
    /// <param name="log">The run's log, which has the stack trace already; null where there is none, and a file of its own is written.</param>
    public static int Write(ProgramHost host, Exception exception, string? log)
    {
        var where = log ?? TryWriteFile(host, exception);
        host.Terminal.WriteError($"gancluster failed unexpectedly: {FirstLine(exception.Message)} ({(where is null ? exception.GetType().Name : $"stack trace in {where}")}). Please report it with that.");
        return ExitCode.Failed;
    }

    private static string? TryWriteFile(ProgramHost host, Exception exception)
    {
        try
        {
            var path = Path.Combine(Path.GetTempPath(), $"gancluster-{host.Time.GetUtcNow():yyyyMMdd-HHmmss}-{Environment.ProcessId}.log");
            File.WriteAllText(path, exception.ToString());
            return path;
        }
        catch (Exception unwritable) when (unwritable is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static string FirstLine(string message) => message.Split('\n', 2)[0].TrimEnd('\r', '.', ' ');
}
