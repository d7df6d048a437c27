using System.Collections.Concurrent;
using GanCluster.Cluster.Nodes;
using GanCluster.Core.Admission;
using GanCluster.Core.Identity;
using GanCluster.Core.Membership;
using GanCluster.Core.Options;
using GanCluster.Core.Phases;
using GanCluster.Core.Planning;
using GanCluster.Core.Status;
using GanCluster.Core.Training;
using Microsoft.Extensions.Logging;

namespace GanCluster.Cluster.Tests.Nodes;

/// <summary>
/// Nodes with toy trainers in one process, each with an actor system and a data plane of its own: everything but torch and the processes is real. Nobody trains with fewer workers than it starts with, so that
/// who comes late misses nothing.
/// </summary>
internal sealed class ToyCluster(long steps, AveragingLayout layout, int startWith, long length, TimeSpan shardTime = default) : IAsyncDisposable
{
    public const int Shards = 8;

    private readonly string _configuration = ResolvedConfiguration.Write(new RunOptions
    {
        Training = new TrainingOptions { Steps = steps, Shards = Shards },
        Cluster = new ClusterOptions { Averaging = layout, MinWorkers = startWith },
    });

    /// <summary>For what comes in the end, however busy the machine.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly List<ToyNode> _nodes = [];

    public string Seed { get; set; } = "";

    public IReadOnlyList<ToyNode> Nodes => _nodes;

    public TimeSpan JoinPatience { get; init; } = new NodeOptions().JoinPatience;

    /// <param name="port">Of its control plane, if it begins a cluster.</param>
    public async Task<ToyNode> Start(bool coordinator, bool worker, Func<Registration, Registration>? registration = null, int port = 0)
    {
        var workload = worker ? new ToyWorkload(steps, length, shardTime, registration ?? (own => own)) : null;
        var node = new ToyNode(new NodeOptions
        {
            IsCoordinator = coordinator,
            IsWorker = worker,
            Configuration = coordinator ? _configuration : null,
            StartWith = startWith,
            Seeds = Seed.Length > 0 && port == 0 ? [Seed] : [],
            Port = port,
            JoinPatience = JoinPatience,
        }, workload);
        _nodes.Add(node);
        var address = await node.Address.WaitAsync(Patience);
        if (Seed.Length == 0) Seed = address;
        return node;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var node in _nodes) node.Leave();
        await Task.WhenAll(_nodes.Select(node => node.End)).WaitAsync(Patience);
        foreach (var node in _nodes) node.Dispose();
    }

    public static Digest Reference(long steps, long length) => ToyTrainer.Reference(Shards, length, 2 * steps);

    public static async Task Until(Func<bool> condition)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!condition()) await Task.Delay(5, patience.Token);
    }
}

internal sealed class ToyWorkload(long steps, long length, TimeSpan shardTime, Func<Registration, Registration> registration) : IWorkload
{
    public ToyTrainer? Trainer { get; private set; }

    public OpenedWorkload Open(string configuration)
    {
        Trainer = new ToyTrainer(ToyCluster.Shards, 1, length, shardTime);
        var one = Digest.Of([1]);
        return new OpenedWorkload(Trainer, registration(new Registration(one, one, "1", one, one)), new PhaseSchedule(1), steps);
    }
}

/// <summary>A node on a thread of its own, and what it told.</summary>
internal sealed class ToyNode : INodeObserver, IDisposable
{
    private readonly TaskCompletionSource<string> _address = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<NodeEnd> _end = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _leave = new(), _stop = new();
    private readonly ToyWorkload? _workload;
    private readonly ClusterNode _node;

    public ToyNode(NodeOptions options, ToyWorkload? workload)
    {
        _workload = workload;
        _node = new ClusterNode(options, workload, this, Board, new TestLoggers(), TimeProvider.System);
        new Thread(() =>
        {
            try
            {
                _end.SetResult(_node.Run(_leave.Token, _stop.Token));
            }
            catch (Exception failure)
            {
                _end.SetException(failure);
                _address.TrySetException(failure);
            }
        })
        { IsBackground = true }.Start();
    }

    public StatusBoard Board { get; } = new(TimeProvider.System);

    public Task<string> Address => _address.Task;

    public Task<NodeEnd> End => _end.Task;

    public ToyTrainer? Trainer => _workload?.Trainer;

    public long Commits { get; private set; }

    /// <summary>The last that each worker told of, by its endpoint: one that was cut off comes back as another node.</summary>
    public ConcurrentDictionary<string, WorkerStep> Steps { get; } = [];

    public ConcurrentQueue<Plan> Plans { get; } = [];

    public ConcurrentQueue<string> Refusals { get; } = [];

    public PhaseNumber? Last { get; private set; }

    public Digest? Final { get; private set; }

    public string? Failure { get; private set; }

    public void Leave() => _leave.Cancel();

    /// <summary>Of a coordinator: ends the run at the next step, and compares what it ended with.</summary>
    public async Task EndsLikeTheReference(long length)
    {
        Stop();
        Assert.Equal(NodeEndKind.RunDone, (await End.WaitAsync(ToyCluster.Patience)).Kind);
        Assert.Equal(ToyTrainer.Reference(ToyCluster.Shards, length, Last!.Value.Value), Final);
    }

    public void Stop() => _stop.Cancel();

    public void Listening(string address) => _address.TrySetResult(address);

    public void Admitted(OpenedWorkload workload, PhaseNumber next)
    {
    }

    public void Committed(PhaseOutcome outcome, bool isRecorder) => Commits++;

    public void PlanMade(Plan plan) => Plans.Enqueue(plan);

    public void WorkerAdmitted(NodeId worker)
    {
    }

    public void WorkerRefused(NodeId worker, string sentence) => Refusals.Enqueue(sentence);

    public void WorkerLost(NodeId worker)
    {
    }

    public void RecomputeOrdered(NodeId worker, PhaseNumber phase, int shards)
    {
    }

    public void StepCompleted(WorkerStep step) => Steps[step.Worker.Endpoint] = step;

    public void RunFailed(string sentence) => Failure = sentence;

    public void RunEnded(PhaseNumber last, Lineage lineage, Digest digest) => (Last, Final) = (last, digest);

    public void Dispose()
    {
        _node.Dispose();
        _leave.Dispose();
        _stop.Dispose();
    }

    private sealed class TestLoggers : ILoggerFactory
    {
        public void AddProvider(ILoggerProvider provider)
        {
        }

        public ILogger CreateLogger(string categoryName) => new OutputLogger(categoryName);

        public void Dispose()
        {
        }
    }

    private sealed class OutputLogger(string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (!IsEnabled(logLevel)) return;
            try
            {
                TestContext.Current.TestOutputHelper?.WriteLine($"{TimeProvider.System.GetUtcNow():HH:mm:ss.fff} {category}: {formatter(state, exception)} {exception}");
            }
            catch (InvalidOperationException)
            {
                // The test is over.
            }
        }
    }
}
