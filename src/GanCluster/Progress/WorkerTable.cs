using System.Diagnostics;
using GanCluster.Cluster.Nodes;
using GanCluster.Core.Membership;

namespace GanCluster.Progress;

/// <summary>A row a worker, from its newest account. For several threads.</summary>
internal sealed class WorkerTable
{
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(5);

    private readonly Lock _gate = new();
    private readonly List<Row> _rows = [];
    private readonly Dictionary<int, int> _numbers = [];

    /// <summary>The rows as they are now, in the order in which the workers appeared.</summary>
    public IReadOnlyList<WorkerRow> Rows
    {
        get
        {
            lock (_gate) return [.. _rows.Select(row => row.Shown(_numbers.TryGetValue(row.Newest.Process, out var number) ? $"worker {number}" : row.Newest.Worker.Address))];
        }
    }

    /// <summary>A process that this program has started, which its rows are called by.</summary>
    public void Started(int number, int process)
    {
        lock (_gate) _numbers[process] = number;
    }

    /// <param name="now">Timestamp of <see cref="TimeProvider"/>.</param>
    public void Update(WorkerStep step, long now)
    {
        lock (_gate)
        {
            var row = _rows.Find(row => row.Newest.Process == step.Process && row.Newest.Worker.Address == step.Worker.Address);
            if (row is null) _rows.Add(row = new Row(step, now));
            row.Add(step, now);
        }
    }

    public void Lost(NodeId worker)
    {
        lock (_gate)
        {
            foreach (var row in _rows.Where(row => row.Newest.Worker == worker)) row.IsLost = true;
        }
    }

    private sealed class Row(WorkerStep first, long now)
    {
        private (long Step, long At) _mark = (first.Step, now), _middle = (first.Step, now);
        private double _pace;

        public WorkerStep Newest { get; private set; } = first;
        public bool IsLost { get; set; }

        public void Add(WorkerStep step, long now)
        {
            Newest = step;
            IsLost = false;
            if (Stopwatch.GetElapsedTime(_middle.At, now) > Window) (_mark, _middle) = (_middle, (step.Step, now));
            var seconds = Stopwatch.GetElapsedTime(_mark.At, now).TotalSeconds;
            if (seconds > 0) _pace = (step.Step - _mark.Step) / seconds;
        }

        public WorkerRow Shown(string name) => new(name, Newest.Process, Newest.Step, Newest.Shards, _pace, IsLost);
    }
}

/// <summary>What is shown of a worker.</summary>
internal sealed record WorkerRow(string Name, int Process, long Step, long Shards, double StepsPerSecond, bool IsLost)
{
    public override string ToString() => $"{Name} (process {Process})  step {Step}  {Shards:N0} shards  {(IsLost ? "lost" : $"{StepsPerSecond:N1} steps/s")}";
}
