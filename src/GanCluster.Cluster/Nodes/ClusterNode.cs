using System.Net;
using Akka.Actor;
using GanCluster.Cluster.Control;
using GanCluster.Cluster.DataPlane;
using GanCluster.Cluster.Workers;
using GanCluster.Core;
using GanCluster.Core.Membership;
using GanCluster.Core.Protocol;
using GanCluster.Core.Status;
using Microsoft.Extensions.Logging;

namespace GanCluster.Cluster.Nodes;

/// <summary>
/// One node of a cluster, from its start to its end. The worker's engine lives as long as it; the actor system and the data plane are those of an incarnation, and a
/// node that was downed, cut off or told to merge leaves one and begins the next with its replica.
/// </summary>
public sealed partial class ClusterNode(NodeOptions options, IWorkload? workload, INodeObserver observer, StatusBoard board, ILoggerFactory loggers, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(3);

    // Two clusters that leave for one another at the same moment find nobody, and so does who returns to a cluster that has died.
    private static readonly TimeSpan RejoinPatience = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan BetweenSearches = TimeSpan.FromSeconds(2);

    // A port that it had before, and that is another's for a moment.
    private const int PortTries = 20;

    private static readonly TimeSpan BetweenPortTries = TimeSpan.FromMilliseconds(500);

    private readonly ILogger _log = loggers.CreateLogger("gancluster.node");
    private readonly BufferPool _pool = new(256L << 20);
    private readonly Traffic _traffic = new();
    private readonly Acquaintances _acquaintances = new(options.Seeds, time);
    private readonly Patience _patience = new(time);
    private NodeEngine? _engine;
    private NodeEnd? _refused;
    private OpenedWorkload? _opened;
    private bool _opening;
    private bool _tookPart, _listened;
    private int _port = options.Port;
    private int _dataPort = options.DataPort;

    private string OwnAddress => $"{options.Host}:{_port}";

    /// <summary>Runs the node until its end, on the caller's thread.</summary>
    /// <param name="leave">Hand over the work and leave: SIGTERM.</param>
    /// <param name="stop">End the whole run at the next step, the same for all.</param>
    /// <exception cref="UnusableInputException">A port is taken, or the planes would be open to other machines without TLS.</exception>
    public NodeEnd Run(CancellationToken leave, CancellationToken stop)
    {
        RefuseOpenPlanes();
        IReadOnlyList<string> seeds = options.Seeds;
        for (var rejoins = false; ; rejoins = true)
        {
            using var life = Begin(seeds, leave);
            if (WaitForEnd(life, rejoins && _tookPart ? RejoinPatience : Timeout.InfiniteTimeSpan, leave, stop) is { } end)
            {
                _done = end.Kind == NodeEndKind.RunDone;
                life.TellStatus();
                life.Leave(Farewell);
                return end;
            }

            _tookPart |= life.HasRun;
            if (life.WasCutOff) _patience.WasWrong();
            seeds = life.RejoinAt is { } address ? [address] : _tookPart ? Known() : options.Seeds;
            if (_tookPart) LogRejoins(seeds);
            else LogJoinsAgain(seeds);
            _acquaintances.CutOffAll();
            board.OwnStateIs(NodeState.Down);
            _engine?.Leave();
            life.Leave(TimeSpan.FromSeconds(1));
        }
    }

    public void Dispose()
    {
        _engine?.Dispose();
        _pool.Dispose();
    }

    // Who can't coordinate has no use for a cluster of its own.
    private IReadOnlyList<string> Known()
    {
        var known = _acquaintances.AddressesWith(OwnAddress);
        return options.IsCoordinator || known.Count == 1 ? known : [.. known.Where(address => address != OwnAddress)];
    }

    private void RefuseOpenPlanes()
    {
        if (options.Tls is not null || options.Insecure || IPAddress.IsLoopback(options.Listen)) return;
        throw new UnusableInputException(
            $"the node would listen on {options.Listen} without TLS: give --tls-cert, --tls-key and --tls-ca, listen on 127.0.0.1, or add --insecure.");
    }

    private ActorSystem CreateSystem(IReadOnlyList<string> seeds, CancellationToken leave)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                return NodeSystem.Create(options, _port, seeds is [var first, ..] && first == OwnAddress, _patience, loggers, time);
            }
            catch (Exception failure) when (failure is not OutOfMemoryException)
            {
                if (!_listened || (tries > PortTries && _port == options.Port))
                    throw new UnusableInputException($"can't listen on {OwnAddress} ({failure.GetBaseException().Message}): choose another --port.", failure);
                if (tries > PortTries) _port = options.Port;
                else leave.WaitHandle.WaitOne(BetweenPortTries);
            }
        }
    }

    private Incarnation Begin(IReadOnlyList<string> seeds, CancellationToken leave)
    {
        var system = CreateSystem(seeds, leave);
        _listened = true;
        var cluster = Akka.Cluster.Cluster.Get(system);
        _port = cluster.SelfAddress.Port!.Value;
        var life = new Incarnation(this, system, ActorDirectory.IdOf(cluster.SelfUniqueAddress));
        life.Start();
        var self = cluster.SelfAddress;
        var known = seeds.Select(seed => NodeSystem.AddressOf(seed, self)).ToList();
        if (known.Count == 0 || (known.Count == 1 && known[0].Equals(self))) cluster.Join(self);
        else cluster.JoinSeedNodes(known);
        var address = NodeSystem.Short(self);
        LogListening(address);
        observer.Listening(address);
        return life;
    }

    private NodeEnd? WaitForEnd(Incarnation life, TimeSpan patience, CancellationToken leave, CancellationToken stop)
    {
        var begun = time.GetTimestamp();
        var (met, commits) = (begun, _engine?.Commits);
        var left = false;
        var stopped = false;
        while (true)
        {
            if (_refused is { } refused) return refused;
            if (_engine is { End.IsCompleted: true } engine) return engine.End.Result;
            if (life.EndOfRun is { } end && !options.IsWorker) return end;
            if (leave.IsCancellationRequested && !left)
            {
                left = _leaving = true;
                board.OwnStateIs(NodeState.Leaving);
                life.TellStatus();
                if (_engine is null) return new NodeEnd(NodeEndKind.Left);
                _engine.Happened(new LeaveOrdered());
            }

            if (stop.IsCancellationRequested && !stopped)
            {
                stopped = true;
                life.ToCoordinator(new StopRequested());
                if (!life.HasRun) return new NodeEnd(NodeEndKind.Left);
            }

            if (life.HasCoordinator || _engine?.Commits != commits) (met, commits) = (time.GetTimestamp(), _engine?.Commits);
            if (life.MustRejoin || (options.Seeds.Count > 0 && time.GetElapsedTime(met) > options.JoinPatience)) return null;
            if (patience >= TimeSpan.Zero && time.GetElapsedTime(begun) > patience)
            {
                patience = Timeout.InfiniteTimeSpan;
                if (!life.IsUp && options.IsCoordinator) life.GoOnAlone();
            }

            leave.WaitHandle.WaitOne(Poll);
        }
    }

    [LoggerMessage(EventId = EventIds.NodeListening, Level = LogLevel.Information, Message = "Listening on {Address}")]
    private partial void LogListening(string address);

    [LoggerMessage(EventId = EventIds.NodeRejoins, Level = LogLevel.Warning, Message = "Left its cluster, and joins {Where} with its replica")]
    private partial void LogRejoins(IReadOnlyList<string> where);

    [LoggerMessage(EventId = EventIds.NodeJoinsAgain, Level = LogLevel.Warning, Message = "Finds no coordinator, and joins {Where} again")]
    private partial void LogJoinsAgain(IReadOnlyList<string> where);

    [LoggerMessage(EventId = EventIds.NodeAlone, Level = LogLevel.Warning, Message = "Finds nobody of its cluster, and goes on alone")]
    private partial void LogAlone();

    [LoggerMessage(EventId = EventIds.NodeAdmitted, Level = LogLevel.Information, Message = "Admitted as {Node}")]
    private partial void LogAdmitted(NodeId node);

    [LoggerMessage(EventId = EventIds.NodeRefused, Level = LogLevel.Error, Message = "Refused by the cluster: {Why}")]
    private partial void LogRefused(string why);
}
