namespace GanCluster.Core.Planning;

/// <summary>Contiguous shards [<paramref name="First"/>, <paramref name="End"/>): what one worker owns.</summary>
public readonly record struct ShardRange(int First, int End)
{
    public int Count => End - First;
    public bool IsEmpty => End <= First;
    public bool Contains(int shard) => shard >= First && shard < End;
    public override string ToString() => IsEmpty ? "none" : $"[{First}, {End})";
}
