using System.Net;
using System.Text;
using Akka.Actor;
using Akka.Cluster.Tools.Singleton;
using Akka.Remote;
using GanCluster.Cluster.Control;
using GanCluster.Cluster.DataPlane;
using GanCluster.Cluster.Workers;
using GanCluster.Core;
using GanCluster.Core.Identity;
using GanCluster.Core.Membership;
using GanCluster.Core.Planning;
using GanCluster.Core.Protocol;
using GanCluster.Core.Succession;
using GanCluster.Core.Training;
using GanCluster.Core.Wire;
using Microsoft.Extensions.Logging;

namespace GanCluster.Cluster.Nodes;

public sealed partial class ClusterNode
{
    /// <summary>One life of the node in one cluster, under one name.</summary>
    private sealed partial class Incarnation(ClusterNode node, ActorSystem system, NodeId self) : IWorkerHost, IControlLink, IDisposable
    {
        private readonly ActorDirectory _nodes = new(system);
        private readonly Lock _lock = new();
        private IActorRef _coordinator = ActorRefs.Nobody;
        private long _soughtAt;
        private DataPlaneListener? _listener;
        private PeerDialer? _dialer;
        private PeerTable? _peers;
        private RunId _run;
        private bool _accepted;
        private volatile bool _mustRejoin;
        private volatile NodeEnd? _endOfRun;
        private volatile string? _rejoinAt;

        public bool MustRejoin => _mustRejoin || system.WhenTerminated.IsCompleted;

        /// <summary>By the others, though it lives.</summary>
        public bool WasCutOff => MustRejoin && _rejoinAt is null;

        public string? RejoinAt => _rejoinAt;

        /// <summary>Of a node that only coordinates: its run is done when its coordinator says so.</summary>
        public NodeEnd? EndOfRun => _endOfRun;

        /// <summary>It has followed or made a plan.</summary>
        public bool HasRun { get; private set; }

        /// <summary>Member of a cluster, alone or with others.</summary>
        public bool IsUp => Akka.Cluster.Cluster.Get(system).SelfMember.Status == Akka.Cluster.MemberStatus.Up;

        /// <summary>Somebody of its cluster can coordinate.</summary>
        public bool HasCoordinator =>
            Akka.Cluster.Cluster.Get(system).State.Members.Any(member => member.Status == Akka.Cluster.MemberStatus.Up && member.HasRole(NodeSystem.CoordinatorRole));

        public void Start()
        {
            system.ActorOf(Props.Create(() => new LogBridge(node._log)));
            StartStatus();
            if (node.Options.IsCoordinator)
            {
                var watched = new CoordinatorWatch(this, node.Observer);
                var props = Props.Create(() => new CoordinatorActor(node.Options, watched, node.Board, node.Loggers.CreateLogger("gancluster.coordinator"), node.Time));
                system.ActorOf(
                    ClusterSingletonManager.Props(props, PoisonPill.Instance, ClusterSingletonManagerSettings.Create(system).WithRole(NodeSystem.CoordinatorRole)),
                    ActorDirectory.CoordinatorName);
            }

            _coordinator = system.ActorOf(
                ClusterSingletonProxy.Props($"/user/{ActorDirectory.CoordinatorName}", ClusterSingletonProxySettings.Create(system).WithRole(NodeSystem.CoordinatorRole)),
                ActorDirectory.ProxyName);
            if (node.Options.IsWorker) system.ActorOf(Props.Create(() => new WorkerActor(this)), ActorDirectory.WorkerName);
            system.EventStream.Subscribe(system.ActorOf(Props.Create(() => new QuarantineWatch(Quarantined))), typeof(ThisActorSystemQuarantinedEvent));
        }

        /// <summary>Begins a cluster of its own: the others are met again on the data plane, if they live.</summary>
        public void GoOnAlone()
        {
            node.LogAlone();
            var cluster = Akka.Cluster.Cluster.Get(system);
            cluster.Join(cluster.SelfAddress);
        }

        // To the control plane.

        public void ToCoordinator(IControlMessage message) => _coordinator.Tell(message);

        public void ToCoordinatorOf(NodeId other, IControlMessage message) => _nodes.CoordinatorOf(other).Tell(message);

        // From the worker's actor.

        public void Happened(NodeEvent @event)
        {
            if (@event is PlanArrived) Runs();
            node._engine?.Happened(@event);
        }

        public void Offered(string configuration)
        {
            // Once for all lives: one may end while data and networks are still being opened.
            if (Interlocked.Exchange(ref node._opening, true)) return;
            node.Board.Learn("", configuration);

            // Data and networks take their time: not the actor's.
            new Thread(() => Open(configuration)) { IsBackground = true, Name = "opening" }.Start();
        }

        public void RegisterAgain()
        {
            if (node._engine is not null) Register();
        }

        public void Accepted()
        {
            lock (_lock)
            {
                if (_accepted || node._engine is null) return;
                _accepted = true;
            }

            node.LogAdmitted(self);
            var engine = node._engine!;
            var inbox = new FrameInbox(engine, sighting => ToCoordinator(new ClusterSighted(sighting)));
            if (Listen(engine, inbox) is not { } plane) return;
            _dialer = new PeerDialer(plane);
            _peers = new PeerTable(plane, work => engine.Post(work), engine.Connected, engine.Disconnected);
            engine.Enter(self, this, _peers);
        }

        public void Refused(string sentence)
        {
            node.LogRefused(sentence);
            node._refused = new NodeEnd(NodeEndKind.Refused, $"The cluster refuses this node: {sentence}.");
        }

        public void Greeted(PeerGreeted greeted)
        {
            if (_listener is null || greeted.Run != _run.ToString()) return;
            node._acquaintances.Greeted(greeted.Node, greeted.Host, greeted.DataPort);
            node._engine?.Know(greeted.Node, greeted.Host, greeted.DataPort);
            if (greeted.Again) Greet(greeted.Node, again: false);
        }

        public void Rejoin(string address)
        {
            _rejoinAt = NodeSystem.Short(Address.Parse(address));
            _mustRejoin = true;
        }

        public void Removed(NodeId other, bool cutOff)
        {
            node._engine?.Forget(other);
            if (cutOff) node._acquaintances.CutOff(other);
        }

        public void Shown(ClusterSighting sighting)
        {
            if (_dialer is null || sighting.Newest is not { } newest) return;
            foreach (var (other, host, port) in node._acquaintances.TakeDue())
            {
                _dialer.DialAsync(host, port, other, ConnectionPurpose.Sightings).ContinueWith(
                    dialed =>
                    {
                        node._acquaintances.Called(other);
                        if (dialed.Result.Connection is { } connection) Say(connection, sighting.Address, newest);
                    },
                    CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            }
        }

        public void Tick(IReadOnlyList<NodeId> others)
        {
            if (node._engine is null)
            {
                if (!Volatile.Read(ref node._opening)) ToCoordinator(new RunWanted(self));
                return;
            }

            if (!_accepted) Register();
            else
            {
                foreach (var other in others)
                {
                    if (_peers is { } peers && !node._engine.IsConnected(other)) Greet(other, again: true);
                }
            }
        }

        /// <summary>
        /// Workers that cut off their only coordinator, or that it has cut off, train on without it. It may have begun again where it was, in a cluster of which they know nothing.
        /// </summary>
        public IEnumerable<ActorSelection> SoughtCoordinators()
        {
            if (!_accepted || HasCoordinator || node.Time.GetElapsedTime(_soughtAt) < BetweenSearches) return [];
            _soughtAt = node.Time.GetTimestamp();
            var own = Akka.Cluster.Cluster.Get(system).SelfAddress;
            return node.Known().Select(address => NodeSystem.AddressOf(address, own)).Where(address => !address.Equals(own)).Select(address => _nodes.CoordinatorAt(address.ToString())).ToList();
        }

        public void CoordinatorFound(string address)
        {
            if (!HasCoordinator) Rejoin(address);
        }

        /// <summary>Leaves the cluster in good order, as far as that goes within the time.</summary>
        public void Leave(TimeSpan patience)
        {
            _listener?.Dispose();
            CoordinatedShutdown.Get(system).Run(CoordinatedShutdown.ClusterLeavingReason.Instance).Wait(patience);
            system.Terminate().Wait(patience);
        }

        public void Dispose()
        {
            _listener?.Dispose();
            system.Dispose();
        }

        private DataPlaneNode? Listen(NodeEngine engine, FrameInbox inbox)
        {
            var plane = new DataPlaneNode(
                new DataPlaneIdentity(_run, self),
                new DataPlaneOptions { Listen = new IPEndPoint(node.Options.Listen, node._dataPort), Insecure = node.Options.Insecure, SendQueueBytes = engine.SendQueueBytes },
                inbox, node._pool, node.Options.Tls)
            { Time = node.Time, Traffic = node._traffic, Logger = node.Loggers.CreateLogger("gancluster.data") };
            try
            {
                _listener = new DataPlaneListener(plane);
            }
            catch (UnusableInputException) when (node._dataPort != node.Options.DataPort)
            {
                // Somebody's connection got the port between two lives of this node. Peers are told of another.
                node._dataPort = node.Options.DataPort;
                return Listen(engine, inbox);
            }
            catch (UnusableInputException exception)
            {
                node._refused = new NodeEnd(NodeEndKind.Refused, exception.Message);
                return null;
            }

            node._dataPort = _listener.EndPoint.Port;
            return plane;
        }

        private void Runs()
        {
            if (HasRun) return;
            HasRun = true;
            node._patience.Begin();
        }

        private void Quarantined() => _mustRejoin = true;

        private void Open(string configuration)
        {
            try
            {
                var opened = node.Workload!.Open(configuration);
                node._opened = opened;
                node._engine = new NodeEngine(opened, self, node._pool, node._traffic, node.Observer, node.Loggers.CreateLogger("gancluster.worker"));
                Register();
            }
            catch (UnusableInputException exception)
            {
                node._refused = new NodeEnd(NodeEndKind.Refused, exception.Message);
            }
            catch (Exception failure)
            {
                node._refused = new NodeEnd(NodeEndKind.Failed, failure.Message);
            }
        }

        private void Register()
        {
            var opened = node._opened!;
            _run = new RunId(opened.Registration.Run!.Value);
            node.Board.Learn(_run.ToString(), "");
            ToCoordinator(new WorkerRegistered(self, opened.Registration, node._engine!.Slices));
        }

        private void Greet(NodeId other, bool again) =>
            _nodes.Worker(other).Tell(new PeerGreeted(self, _run.ToString(), node.Options.Host, _listener!.EndPoint.Port, again));

        private void Say(PeerConnection connection, string coordinator, PhaseNumber newest)
        {
            var payload = node._pool.Rent(Encoding.UTF8.GetByteCount(coordinator));
            Encoding.UTF8.GetBytes(coordinator, payload.Bytes);
            connection.Send(new OutgoingFrame(new FrameHeader { Kind = FrameKind.Sighting, Phase = newest }, payload));
            connection.Leave();
        }

        /// <summary>Hears the end of the run for a node without a worker; all else goes to the program.</summary>
        private sealed class CoordinatorWatch(Incarnation life, INodeObserver program) : INodeObserver
        {
            public void Listening(string address) => program.Listening(address);

            public void Admitted(OpenedWorkload workload, PhaseNumber next) => program.Admitted(workload, next);

            public void Committed(PhaseOutcome outcome, bool isRecorder) => program.Committed(outcome, isRecorder);

            public void PlanMade(Plan plan)
            {
                life.Runs();
                program.PlanMade(plan);
            }

            public void WorkerAdmitted(NodeId worker) => program.WorkerAdmitted(worker);

            public void WorkerRefused(NodeId worker, string sentence) => program.WorkerRefused(worker, sentence);

            public void WorkerLost(NodeId worker) => program.WorkerLost(worker);

            public void RecomputeOrdered(NodeId worker, PhaseNumber phase, int shards) => program.RecomputeOrdered(worker, phase, shards);

            public void StepCompleted(WorkerStep step) => program.StepCompleted(step);

            public void RunFailed(string sentence)
            {
                program.RunFailed(sentence);
                life._endOfRun = NodeEnd.Differing(sentence);
            }

            public void RunEnded(PhaseNumber last, Lineage lineage, Digest digest)
            {
                program.RunEnded(last, lineage, digest);
                life._endOfRun = new NodeEnd(NodeEndKind.RunDone);
            }
        }

        private sealed class QuarantineWatch : ReceiveActor
        {
            public QuarantineWatch(Action quarantined) => Receive<ThisActorSystemQuarantinedEvent>(_ => quarantined());
        }
    }

    private NodeOptions Options => options;

    private INodeObserver Observer => observer;

    private IWorkload? Workload => workload;

    private ILoggerFactory Loggers => loggers;

    private TimeProvider Time => time;
}
