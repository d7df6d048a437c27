using GanCluster.Core.Membership;

namespace GanCluster.Cluster.Nodes;

/// <summary>
/// The nodes that this one has met, in all of its lives. Those that its cluster cut off are called again on their data planes: Akka.NET refuses for good whom it has
/// downed, so the sockets are the way on which two clusters meet again. Thread-safe.
/// </summary>
internal sealed class Acquaintances(IReadOnlyList<string> seeds, TimeProvider time)
{
    // Nodes of spot machines come and go for weeks, each under an address of its own.
    private const int Most = 1_024;

    private static readonly TimeSpan CallEvery = TimeSpan.FromSeconds(1), CallLater = TimeSpan.FromSeconds(15), Soon = TimeSpan.FromMinutes(2);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, Met> _met = [];

    /// <param name="host">Of its data plane, as is <paramref name="port"/>.</param>
    public void Greeted(NodeId node, string host, int port)
    {
        lock (_lock)
        {
            if (_met.Count >= Most && !_met.ContainsKey(node.Address)) _met.Remove(_met.MinBy(pair => pair.Value.At).Key);
            _met[node.Address] = new Met(node, host, port, time.GetTimestamp());
        }
    }

    /// <summary>It can't be reached, and may go on in a cluster of its own.</summary>
    public void CutOff(NodeId node)
    {
        lock (_lock)
        {
            if (_met.TryGetValue(node.Address, out var met) && met.Node == node) met.CutOffAt = time.GetTimestamp();
        }
    }

    /// <summary>Every other one: the cluster of which this node was is left.</summary>
    public void CutOffAll()
    {
        lock (_lock)
        {
            foreach (var met in _met.Values) met.CutOffAt ??= time.GetTimestamp();
        }
    }

    /// <summary>Who is to be called now: those that were cut off, one call at a time, each second at first.</summary>
    public IReadOnlyList<(NodeId Node, string Host, int Port)> TakeDue()
    {
        lock (_lock)
        {
            var due = _met.Values.Where(met => met.CutOffAt is { } since && !met.IsCalled
                && time.GetElapsedTime(met.CalledAt) >= (time.GetElapsedTime(since) < Soon ? CallEvery : CallLater)).ToList();
            foreach (var met in due) (met.IsCalled, met.CalledAt) = (true, time.GetTimestamp());
            return [.. due.Select(met => (met.Node, met.Host, met.Port))];
        }
    }

    /// <summary>The call is over, with or without an answer.</summary>
    public void Called(NodeId node)
    {
        lock (_lock)
        {
            if (_met.TryGetValue(node.Address, out var met)) met.IsCalled = false;
        }
    }

    /// <summary><c>HOST:PORT</c> of the control planes of all of them and of <paramref name="self"/>, in the same order on each that knows the same: the first may begin a cluster.</summary>
    public IReadOnlyList<string> AddressesWith(string self)
    {
        lock (_lock) return [.. _met.Values.Select(met => met.Node.Endpoint).Concat(seeds).Append(self).Distinct().Order(StringComparer.Ordinal)];
    }

    private sealed class Met(NodeId node, string host, int port, long at)
    {
        public NodeId Node => node;
        public string Host => host;
        public int Port => port;
        public long At => at;
        public long? CutOffAt { get; set; }
        public long CalledAt { get; set; }
        public bool IsCalled { get; set; }
    }
}
