namespace GanCluster.Jobs.Cluster;

/// <summary>What a worker's process writes, in a file. A disk that is full loses lines, and training goes on.</summary>
internal sealed class WorkerOutput(string path) : IDisposable
{
    private readonly Lock _gate = new();
    private StreamWriter? _file = Open(path);

    /// <summary>0 until it has been started: nothing it says comes before.</summary>
    public volatile int Process;

    public string LastError { get; private set; } = "";

    public void Add(string line)
    {
        lock (_gate)
        {
            try
            {
                _file?.WriteLine(line);
            }
            catch (IOException)
            {
                // The lines are for a person who looks into a failure; the worker's own log.jsonl has them too.
            }
        }
    }

    public void AddError(string line)
    {
        if (line.Length > 0) LastError = line;
        Add(line);
    }

    public void Dispose()
    {
        lock (_gate)
        {
            try
            {
                _file?.Dispose();
            }
            catch (IOException)
            {
                // As above.
            }

            _file = null;
        }
    }

    private static StreamWriter? Open(string path)
    {
        try
        {
            return new StreamWriter(path, append: true) { AutoFlush = true };
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
