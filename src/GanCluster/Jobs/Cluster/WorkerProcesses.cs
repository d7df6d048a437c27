using System.Collections.Concurrent;
using GanCluster.Commands;
using GanCluster.Core.Membership;
using GanCluster.Processes;
using GanCluster.Runs;

namespace GanCluster.Jobs.Cluster;

/// <summary>The workers of <c>train --workers N</c>: children of this process, each a <c>gancluster node</c>. Disposing kills those that still run.</summary>
/// <param name="assembly">The program's: see <see cref="ChildProcess.Start"/>.</param>
/// <param name="output">The run's folder.</param>
/// <param name="started">Number and process of each, from 1.</param>
/// <param name="ended">Called when one has ended, and all it wrote has been passed on, on a thread of the pool.</param>
internal sealed class WorkerProcesses(string assembly, string output, Action<int, int> started, Action<WorkerExit> ended) : IDisposable
{
    private readonly List<ChildProcess> _children = [];
    private readonly ConcurrentDictionary<string, int> _processes = new();
    private readonly Lock _gate = new();
    private bool _disposed;

    /// <summary>All of them, once each has ended.</summary>
    public Task Ended
    {
        get
        {
            lock (_gate) return Task.WhenAll(_children.Select(child => child.Ended));
        }
    }

    /// <summary>What a worker's process is, by the address at which it said that it listens.</summary>
    public int? ProcessOf(NodeId worker)
    {
        foreach (var (address, process) in _processes)
        {
            if (worker.Address.EndsWith(address, StringComparison.Ordinal)) return process;
        }

        return null;
    }

    /// <summary>Starts them, at the first call: a coordinator that has to begin again at the same address says so again.</summary>
    public void Start(int count, string seed, int lanes, bool resume)
    {
        if (_children.Count > 0) return;
        for (var number = 1; number <= count; number++) Start(number, NodeCommand.ForWorker(seed, number, output, lanes, resume));
    }

    public void Dispose()
    {
        lock (_gate) _disposed = true;
        foreach (var child in _children) child.Dispose();
    }

    private void Start(int number, IEnumerable<string> arguments)
    {
        var folder = Path.Combine(output, RunFolder.OfWorker(number));
        Directory.CreateDirectory(folder);
        var file = new WorkerOutput(Path.Combine(folder, "output.log"));
        ChildProcess child;
        lock (_gate)
        {
            if (_disposed) return;
            child = ChildProcess.Start(assembly, arguments, line => Hear(file, line), file.AddError);
            _children.Add(child);
            file.Process = child.Id;
        }

        started(number, child.Id);
        child.Ended.ContinueWith(
            code =>
            {
                file.Dispose();
                ended(new WorkerExit(number, child.Id, code.Result, file.LastError));
            },
            TaskScheduler.Default);
    }

    private void Hear(WorkerOutput file, string line)
    {
        file.Add(line);
        if (line.StartsWith(NodeCommand.ListeningAt, StringComparison.Ordinal)) _processes[line[NodeCommand.ListeningAt.Length..]] = file.Process;
    }
}

/// <param name="Error">The last line of its standard error; empty if it wrote none.</param>
internal sealed record WorkerExit(int Number, int Process, int Code, string Error);
