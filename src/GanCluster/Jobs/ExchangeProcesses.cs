using System.Collections.Concurrent;
using GanCluster.Benchmarks;
using GanCluster.Cluster.DataPlane.Exchange;
using GanCluster.Commands;
using GanCluster.Core;
using GanCluster.Processes;

namespace GanCluster.Jobs;

/// <summary>The nodes of the measurement as children of this process: see <see cref="ExchangeChild"/> for what they hear and say.</summary>
internal sealed class ExchangeProcesses : IExchangeNodes, IDisposable
{
    private readonly List<ChildProcess> _children = [];
    private readonly List<BlockingCollection<string>> _said = [];
    private readonly ConcurrentQueue<string> _errors = new();

    public ExchangeProcesses(string assembly, ExchangePlan plan, string? certificates, bool tcp)
    {
        try
        {
            for (var node = 0; node < plan.Nodes; node++)
            {
                var said = new BlockingCollection<string>();
                _said.Add(said);
                var child = ChildProcess.Start(assembly, ExchangeOptions.ForNode(plan, node, certificates, tcp), said.Add, _errors.Enqueue);
                _children.Add(child);
                child.Ended.ContinueWith(_ => said.CompleteAdding(), TaskScheduler.Default);
            }

            Ask($"connect {string.Join(' ', Answers())}");
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public TimeSpan Exchange(int count) => Slowest($"exchange {count}");

    public TimeSpan PlainRoundTrips(int count) => Slowest($"plain {count}");

    public (long Sent, long Received) Moved()
    {
        var answers = Ask("moved").Select(answer => answer.Split(' ')).ToArray();
        return (answers.Max(answer => long.Parse(answer[0])), answers.Max(answer => long.Parse(answer[1])));
    }

    public void Dispose()
    {
        foreach (var child in _children) child.Dispose();
    }

    private TimeSpan Slowest(string line) => Ask(line).Max(answer => TimeSpan.FromTicks(long.Parse(answer)));

    private string[] Ask(string line)
    {
        foreach (var child in _children) child.Say(line);
        return Answers();
    }

    private string[] Answers() => [.. _said.Select(Answer)];

    private string Answer(BlockingCollection<string> said)
    {
        try
        {
            return said.Take();
        }
        catch (InvalidOperationException)
        {
            throw new UnusableInputException($"a process of the measurement has ended ({(_errors.TryPeek(out var why) ? why.TrimEnd('.') : "it was killed")}): run it again.");
        }
    }
}
