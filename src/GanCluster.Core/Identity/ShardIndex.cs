namespace GanCluster.Core.Identity;

/// <summary>A fixed slice of the global batch, 0 to shards − 1: with a phase it names a gradient.</summary>
public readonly record struct ShardIndex(int Value)
{
    public override string ToString() => Value.ToString();
}
