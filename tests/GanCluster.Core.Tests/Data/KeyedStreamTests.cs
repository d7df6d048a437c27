using System.Numerics;
using CsCheck;
using GanCluster.Core.Data;

namespace GanCluster.Core.Tests.Data;

public class KeyedStreamTests
{
    /// <summary>Seeds are part of what a run's bytes depend on: a change here changes every run that exists.</summary>
    [Theory]
    [InlineData(0, StreamPurpose.Latent, 0, 0, 15114123258453576503)]
    [InlineData(1, StreamPurpose.Label, 2, 3, 13861329990936490393)]
    [InlineData(-1, StreamPurpose.Mixture, long.MaxValue, 7, 17366974908163648711)]
    public void Seed_KnownArguments_StaysTheSameForever(long seed, StreamPurpose purpose, long phase, long shard, ulong expected) =>
        Assert.Equal(expected, KeyedStream.Seed(seed, purpose, phase, shard));

    [Fact]
    public void Seed_NeighbouringArguments_NeverMeet()
    {
        var seen = new HashSet<ulong>();
        for (var seed = -2; seed <= 2; seed++)
            foreach (var purpose in Enum.GetValues<StreamPurpose>())
                for (var phase = 0; phase < 100; phase++)
                    for (var shard = 0; shard < 16; shard++)
                        Assert.True(seen.Add(KeyedStream.Seed(seed, purpose, phase, shard)), $"({seed}, {purpose}, {phase}, {shard}) met another");
    }

    [Fact]
    public void Seed_OneBitOfAnArgumentChanged_ChangesAboutHalfOfTheBits()
    {
        var flips = new double[3];
        const int trials = 64 * 64;
        for (var trial = 0; trial < trials; trial++)
        {
            long value = trial / 64, bit = 1L << (trial % 64);
            var origin = KeyedStream.Seed(value, StreamPurpose.Latent, value, value);
            flips[0] += BitOperations.PopCount(origin ^ KeyedStream.Seed(value ^ bit, StreamPurpose.Latent, value, value));
            flips[1] += BitOperations.PopCount(origin ^ KeyedStream.Seed(value, StreamPurpose.Latent, value ^ bit, value));
            flips[2] += BitOperations.PopCount(origin ^ KeyedStream.Seed(value, StreamPurpose.Latent, value, value ^ bit));
        }
        Assert.All(flips, sum => Assert.InRange(sum / trials, 31.5, 32.5)); // standard deviation of the mean: 4 / √4096 = 0.06
    }

    [Fact]
    public void StreamPurpose_Numbers_AreDistinctAndNotZero() =>
        Assert.Equal(Enumerable.Range(1, 14), Enum.GetValues<StreamPurpose>().Select(p => (int)p));

    [Fact]
    public void Seed_SwappedPhaseAndShard_Differs() =>
        Gen.Select(Gen.Long, Gen.Long).Where((a, b) => a != b).Sample((a, b) =>
            KeyedStream.Seed(0, StreamPurpose.Latent, a, b) != KeyedStream.Seed(0, StreamPurpose.Latent, b, a));
}
