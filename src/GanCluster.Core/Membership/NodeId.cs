namespace GanCluster.Core.Membership;

/// <summary>
/// One incarnation of a node: its address, and the number that its actor system drew when it started. A node that leaves and rejoins in the same
/// process keeps its address and gets a new <paramref name="Uid"/>.
/// </summary>
public readonly record struct NodeId(string Address, int Uid) : IComparable<NodeId>
{
    /// <summary><c>HOST:PORT</c>, without what is the same for all nodes.</summary>
    public string Endpoint => Address[(Address.IndexOf('@') + 1)..];

    public int CompareTo(NodeId other)
    {
        var byAddress = string.CompareOrdinal(Address, other.Address);
        return byAddress != 0 ? byAddress : Uid.CompareTo(other.Uid);
    }

    public bool Equals(NodeId other) => Uid == other.Uid && Address == other.Address;
    public override int GetHashCode() => Uid;
    public static bool operator <(NodeId left, NodeId right) => left.CompareTo(right) < 0;
    public static bool operator >(NodeId left, NodeId right) => left.CompareTo(right) > 0;
    public static bool operator <=(NodeId left, NodeId right) => left.CompareTo(right) <= 0;
    public static bool operator >=(NodeId left, NodeId right) => left.CompareTo(right) >= 0;
    public override string ToString() => $"{Address}#{Uid}";
}
