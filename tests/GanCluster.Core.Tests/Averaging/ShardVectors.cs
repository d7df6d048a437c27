using GanCluster.Core.Data;

namespace GanCluster.Core.Tests.Averaging;

/// <summary>Vectors to sum, one a shard, and their sum as the design page defines it: recursively, with no class of the engine's.</summary>
internal static class ShardVectors
{
    /// <summary>Values of very different sizes, so that the order of a sum shows in its bits.</summary>
    public static float[][] Of(int shards, int length, ulong seed)
    {
        var random = new KeyedRandom(seed);
        var vectors = new float[shards][];
        for (var shard = 0; shard < shards; shard++)
        {
            vectors[shard] = new float[length];
            for (var i = 0; i < length; i++) vectors[shard][i] = (float)(random.NextNormal() * Math.Pow(10, random.NextBelow(9) - 4));
        }

        return vectors;
    }

    /// <summary>Node [k·2^h, min((k+1)·2^h, S)): left half plus right half, a missing right half passed through.</summary>
    public static float[] TreeSum(float[][] shards)
    {
        var width = 1;
        while (width < shards.Length) width *= 2;
        return NodeSum(shards, 0, width);
    }

    public static float[] LeftToRight(float[][] shards)
    {
        var sum = (float[])shards[0].Clone();
        foreach (var shard in shards.Skip(1))
        {
            for (var i = 0; i < sum.Length; i++) sum[i] += shard[i];
        }

        return sum;
    }

    public static T[] Shuffle<T>(IEnumerable<T> items, ref KeyedRandom random)
    {
        var shuffled = items.ToArray();
        for (var i = shuffled.Length - 1; i > 0; i--)
        {
            var other = random.NextBelow(i + 1);
            (shuffled[i], shuffled[other]) = (shuffled[other], shuffled[i]);
        }

        return shuffled;
    }

    private static float[] NodeSum(float[][] shards, int first, int width)
    {
        if (width == 1) return shards[first];
        var left = NodeSum(shards, first, width / 2);
        if (first + width / 2 >= shards.Length) return left;
        var right = NodeSum(shards, first + width / 2, width / 2);
        return [.. left.Zip(right, (a, b) => a + b)];
    }
}
