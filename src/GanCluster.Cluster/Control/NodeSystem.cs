using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Configuration;
using GanCluster.Cluster.Nodes;
using GanCluster.Cluster.Security;
using GanCluster.Cluster.Serialization;
using GanCluster.Core.Protocol;
using Microsoft.Extensions.Logging;

namespace GanCluster.Cluster.Control;

/// <summary>The actor system of one incarnation of a node, with its times: from SIGKILL of the coordinator's node to the next coordinator in about 7 s.</summary>
internal static class NodeSystem
{
    public const string Name = "gancluster";
    public const string CoordinatorRole = "coordinator", WorkerRole = "worker";

    private static readonly ControlProtocol Protocol = ControlProtocol.Of(typeof(IControlMessage).Assembly, typeof(NodeSystem).Assembly);

    // The first of the seeds forms a cluster alone if none answers within the first time; any other asks them again after the second.
    private static readonly TimeSpan FirstSeedWaits = TimeSpan.FromSeconds(5), OthersAskAgain = TimeSpan.FromMilliseconds(500);

    /// <param name="port">Of the control plane; 0 takes a free one.</param>
    /// <param name="isFirstSeed">It is the one that forms the cluster where there is none yet.</param>
    public static ActorSystem Create(NodeOptions options, int port, bool isFirstSeed, Patience patience, ILoggerFactory loggers, TimeProvider time)
    {
        var seedNodeTimeout = isFirstSeed ? FirstSeedWaits : OthersAskAgain;
        string[] roles = [.. options.IsCoordinator ? [CoordinatorRole] : Array.Empty<string>(), .. options.IsWorker ? [WorkerRole] : Array.Empty<string>()];
        var config = ConfigurationFactory.ParseString($$"""
            akka.actor.provider = cluster
            akka.scheduler.tick-duration = 50ms
            akka.loglevel = WARNING
            akka.stdout-loglevel = OFF
            akka.loggers = []
            akka.log-dead-letters = off
            akka.log-dead-letters-during-shutdown = off
            akka.remote.log-remote-lifecycle-events = off
            akka.actor.default-dispatcher.executor = thread-pool-executor
            akka.actor.internal-dispatcher.executor = thread-pool-executor
            akka.remote.default-remote-dispatcher.executor = thread-pool-executor
            akka.remote.dot-netty.tcp.hostname = "{{options.Listen}}"
            akka.remote.dot-netty.tcp.public-hostname = "{{options.Host}}"
            akka.remote.dot-netty.tcp.port = {{port}}
            akka.remote.dot-netty.tcp.maximum-frame-size = 64000b
            akka.remote.retry-gate-closed-for = 500ms
            akka.remote.flush-wait-on-shutdown = 500ms
            akka.remote.shutdown-timeout = 2s
            akka.cluster.roles = [{{string.Join(",", roles)}}]
            akka.cluster.failure-detector.heartbeat-interval = 500ms
            akka.cluster.failure-detector.acceptable-heartbeat-pause = 2s
            akka.cluster.failure-detector.expected-response-after = 500ms
            akka.cluster.unreachable-nodes-reaper-interval = 250ms
            akka.cluster.gossip-interval = 250ms
            akka.cluster.leader-actions-interval = 250ms
            akka.cluster.periodic-tasks-initial-delay = 200ms
            akka.cluster.seed-node-timeout = {{seedNodeTimeout.TotalMilliseconds}}ms
            akka.cluster.retry-unsuccessful-join-after = 1s
            akka.cluster.allow-weakly-up-members = off
            akka.cluster.down-removal-margin = 500ms
            akka.cluster.downing-provider-class = "{{typeof(KeepGoingDowning).FullName}}, {{typeof(KeepGoingDowning).Assembly.GetName().Name}}"
            akka.cluster.run-coordinated-shutdown-when-down = on
            akka.cluster.singleton.hand-over-retry-interval = 250ms
            akka.cluster.singleton.min-number-of-hand-over-retries = 5
            akka.cluster.singleton-proxy.singleton-identification-interval = 250ms
            akka.coordinated-shutdown.run-by-clr-shutdown-hook = off
            akka.coordinated-shutdown.exit-clr = off
            akka.coordinated-shutdown.default-phase-timeout = 2s
            akka.coordinated-shutdown.phases.cluster-exiting.timeout = 2s
            """);
        var setup = BootstrapSetup.Create();
        var all = ActorSystemSetup.Create(new ControlMessageSetup(Protocol, new RefusalLog(loggers.CreateLogger("gancluster.control"))), patience);
        if (options.Tls is { } tls)
        {
            var (secured, own) = RemoteTls.For(tls, time);
            config = secured.WithFallback(config);
            all = all.And(own);
        }

        return ActorSystem.Create(Name, all.And(setup.WithConfig(ControlSerialization.ClusterConfig.WithFallback(config))));
    }

    /// <summary><c>HOST:PORT</c> of an address.</summary>
    public static string Short(Address address) => $"{address.Host}:{address.Port}";

    /// <summary>It may be the address of a node: one that can be joined.</summary>
    public static bool IsNode(string address) => ActorPath.TryParseAddress(address, out var parsed) && parsed is { System: Name, Host.Length: > 0, Port: > 0 };

    /// <summary>The address that another node's <c>HOST:PORT</c> stands for.</summary>
    public static Address AddressOf(string hostAndPort, Address self)
    {
        var colon = hostAndPort.LastIndexOf(':');
        return new Address(self.Protocol, self.System, hostAndPort[..colon].Trim('[', ']'), int.Parse(hostAndPort[(colon + 1)..]));
    }
}
