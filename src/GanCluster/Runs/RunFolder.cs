using GanCluster.Core;
using GanCluster.Core.Options;

namespace GanCluster.Runs;

/// <summary>The folder of one run, held by this process alone until it is disposed.</summary>
internal sealed class RunFolder : IDisposable
{
    public const string ConfigurationName = "config.json";
    public const string SamplesName = "samples";
    public const string ResultName = "result.json";

    private const string WorkersName = "workers";
    private const string MetricsName = "metrics.jsonl";

    private readonly FileStream _lock;

    private RunFolder(string path, FileStream @lock)
    {
        Path = path;
        _lock = @lock;
    }

    public string Path { get; }
    public string Configuration => System.IO.Path.Combine(Path, ConfigurationName);
    public string Log => System.IO.Path.Combine(Path, "log.jsonl");
    public string Metrics => System.IO.Path.Combine(Path, MetricsName);
    public string Events => System.IO.Path.Combine(Path, "events.jsonl");
    public string Curves => System.IO.Path.Combine(Path, "losses.png");
    public string TensorBoard => System.IO.Path.Combine(Path, "tensorboard");
    public string Samples => System.IO.Path.Combine(Path, SamplesName);
    public string Checkpoints => System.IO.Path.Combine(Path, "checkpoints");
    public string Result => System.IO.Path.Combine(Path, ResultName);

    /// <summary>What the workers of this run have noted of its steps, each in its own folder; none where this process computed alone.</summary>
    public IEnumerable<string> MetricsOfWorkers
    {
        get
        {
            var workers = System.IO.Path.Combine(Path, WorkersName);
            return Directory.Exists(workers) ? Directory.EnumerateDirectories(workers).Select(folder => System.IO.Path.Combine(folder, MetricsName)).Where(File.Exists) : [];
        }
    }

    /// <summary>The part of a run's folder that is a worker's own.</summary>
    public static string OfWorker(int worker) => System.IO.Path.Combine(WorkersName, $"{worker}");

    /// <summary>Makes the folder of a new run.</summary>
    /// <exception cref="UnusableInputException">It holds a run already, is in use, or can't be written.</exception>
    public static RunFolder Start(string path)
    {
        if (HoldsRun(path)) throw new UnusableInputException($"{path} already holds a run: add --resume to go on with it, or choose another --output.");
        return Open(path);
    }

    /// <summary>Opens the folder of a run that is to go on.</summary>
    /// <exception cref="UnusableInputException">It holds no run, is in use, or can't be written.</exception>
    public static RunFolder Resume(string path)
    {
        if (!HoldsRun(path)) throw NoRun(path);
        return Open(path);
    }

    /// <summary>Opens the folder, whether or not it holds a run.</summary>
    /// <exception cref="UnusableInputException">It is in use, or can't be written.</exception>
    public static RunFolder StartOrResume(string path) => new(path, Hold(path));

    public static bool HoldsRun(string path) => File.Exists(System.IO.Path.Combine(path, ConfigurationName));

    public static UnusableInputException NoRun(string path) =>
        new($"{path} holds no run to resume: check the name, or leave --resume out to start one there.");

    /// <summary>
    /// Training is about to begin: the folder holds a run from now on. Not earlier, so that a start refused for its data leaves a folder that can be
    /// used again, and a resumption refused leaves the run as it was.
    /// </summary>
    public void BeginRun(RunOptions options)
    {
        // It is said again when the run has come to its new end.
        File.Delete(Result);
        WriteWhole(Configuration, ResolvedConfiguration.Write(options));
    }

    public void WriteResult(RunResult result) => WriteWhole(Result, result.ToJson());

    public void Dispose() => _lock.Dispose();

    private static RunFolder Open(string path)
    {
        var folder = new RunFolder(path, Hold(path));
        Directory.CreateDirectory(folder.Samples);
        Directory.CreateDirectory(folder.Checkpoints);
        return folder;
    }

    private static FileStream Hold(string path)
    {
        try
        {
            Directory.CreateDirectory(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new UnusableInputException($"{path} can't be made ({exception.Message}): choose another --output.");
        }

        try
        {
            // The kernel lets go of it however the process ends, so a killed run doesn't stay locked.
            return new FileStream(System.IO.Path.Combine(path, ".lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (UnauthorizedAccessException)
        {
            throw new UnusableInputException($"{path} can't be written: change its permissions, or choose another --output.");
        }
        catch (IOException)
        {
            throw new UnusableInputException($"{path} is in use by another gancluster: wait for it to end, or choose another --output.");
        }
    }

    // Whole or not at all: a run is recognised by its config.json, and is known to be done by its result.json.
    private static void WriteWhole(string path, string text)
    {
        var temporary = path + ".tmp";
        File.WriteAllText(temporary, text);
        File.Move(temporary, path, overwrite: true);
    }
}
