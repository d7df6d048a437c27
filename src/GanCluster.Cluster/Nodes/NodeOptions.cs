using System.Net;
using GanCluster.Cluster.Security;

namespace GanCluster.Cluster.Nodes;

/// <summary>How one node of a cluster is started.</summary>
public sealed record NodeOptions
{
    public bool IsCoordinator { get; init; }

    public bool IsWorker { get; init; }

    /// <summary>The name or address under which other nodes reach this one, on both planes.</summary>
    public string Host { get; init; } = "127.0.0.1";

    /// <summary>Of the control plane; 0 takes a free one.</summary>
    public int Port { get; init; }

    /// <summary>Of the data plane; 0 takes a free one.</summary>
    public int DataPort { get; init; }

    /// <summary>Where both planes listen.</summary>
    public IPAddress Listen { get; init; } = IPAddress.Loopback;

    /// <summary><c>HOST:PORT</c> of nodes to join; none: this node begins a cluster.</summary>
    public IReadOnlyList<string> Seeds { get; init; } = [];

    public TlsMaterial? Tls { get; init; }

    /// <summary>Speaks to other machines without TLS.</summary>
    public bool Insecure { get; init; }

    /// <summary>URL of its page, as other nodes reach it; empty without one.</summary>
    public string Web { get; init; } = "";

    /// <summary>Text of the run's <c>config.json</c>; a coordinator has it, a worker is sent it.</summary>
    public string? Configuration { get; init; }

    /// <summary>Workers that a coordinator waits for before the first plan of its life.</summary>
    public int StartWith { get; init; } = 1;

    /// <summary>
    /// How long a node with seeds stays where it finds no coordinator and gets no further, before it asks its seeds, and whom it has met, again. On a machine so busy that heartbeats are late, nodes that have just
    /// met may down one another before any has been admitted, and nothing but their seeds can bring them together then.
    /// </summary>
    public TimeSpan JoinPatience { get; init; } = TimeSpan.FromSeconds(15);
}
