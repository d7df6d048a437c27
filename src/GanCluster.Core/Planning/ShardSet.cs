namespace GanCluster.Core.Planning;

/// <summary>A set of shards of one phase, private to the state that holds it.</summary>
internal sealed class ShardSet(int shards)
{
    private readonly ulong[] _words = new ulong[(shards + 63) / 64];

    public bool Contains(int shard) => (_words[shard >> 6] >> (shard & 63) & 1) != 0;

    public bool Add(int shard)
    {
        if (Contains(shard)) return false;
        _words[shard >> 6] |= 1UL << (shard & 63);
        return true;
    }

    public void Remove(int shard) => _words[shard >> 6] &= ~(1UL << (shard & 63));

    public void Clear() => Array.Clear(_words);
}
