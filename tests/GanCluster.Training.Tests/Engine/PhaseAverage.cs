using System.Runtime.InteropServices;
using GanCluster.Core.Averaging;
using GanCluster.Core.Identity;
using GanCluster.Core.Memory;
using GanCluster.Core.Training;

namespace GanCluster.Training.Tests.Engine;

/// <summary>The average of the trainer's next phase, computed through its own shards and tree, and not committed.</summary>
internal static class PhaseAverage
{
    public static AlignedBuffer Of(ITrainer trainer)
    {
        var length = trainer.ContributionLength(trainer.Counters.Next);
        using var fold = new ShardFold(new ReductionTree(trainer.Shards), trainer.LongestContribution);
        trainer.EnterLane(0);
        for (var shard = 0; shard < trainer.Shards; shard++)
        {
            var contribution = fold.Rent();
            trainer.ComputeShard(0, new ShardIndex(shard), contribution);
            fold.Add(new ShardIndex(shard), contribution, length);
        }

        var average = new AlignedBuffer(length);
        fold.Held.Single().Sum.Span[..(int)length].CopyTo(average.Span);
        VectorSum.Divide(average, trainer.Shards, 0, length);
        return average;
    }

    // Through integers: a float on its way through a register may lose a signalling NaN.
    public static void SetBits(AlignedBuffer buffer, int place, int bits) => MemoryMarshal.Cast<float, int>(buffer.Span)[place] = bits;

    public static int[] Bits(ReadOnlySpan<float> values) => MemoryMarshal.Cast<float, int>(values).ToArray();

    /// <summary>Every tensor that is trained, gaps included, by group.</summary>
    public static Dictionary<string, int[]> BitsOf(ITrainer trainer)
    {
        using var snapshot = trainer.Snapshot();
        return snapshot.Groups.Where(group => group.IsTrained).ToDictionary(group => group.Name, group => Bits(group.Values.Span));
    }
}
