using GanCluster.Core.Options;
using GanCluster.Training.Checkpoints;

namespace GanCluster.Training.Tests.Checkpoints;

public sealed class CheckpointRetentionTests
{
    [Theory]
    [InlineData(3, 0, 5000, new long[] { 1000, 2000 })]
    [InlineData(1, 0, 5000, new long[] { 1000, 2000, 3000, 4000 })]
    [InlineData(9, 0, 5000, new long[0])]
    [InlineData(1, 2, 5000, new long[] { 1000, 3000 })] // multiples of 2 × 1000 stay
    [InlineData(1, 1, 5000, new long[0])]
    [InlineData(1, 0, 3000, new long[] { 1000, 2000 })] // 4000 and 5000 are of a future that this run hasn't reached again
    public void Superfluous_EveryThousandSteps_AreThoseBeyondTheNewest(int keep, long keepEvery, long written, long[] expected) =>
        Assert.Equal(expected, CheckpointRetention.Superfluous([5000, 3000, 1000, 2000, 4000], written, Options(keep, keepEvery, 1000)));

    [Fact]
    public void Superfluous_WrittenAtAnInterruption_IsNotKeptForGood() =>
        Assert.Equal([1234], CheckpointRetention.Superfluous([1234, 2000, 3000], 3000, Options(1, 2, 1000)));

    [Fact]
    public void Superfluous_NoRegularCheckpoints_KeepsNoneForGood() =>
        Assert.Equal([1000, 2000], CheckpointRetention.Superfluous([1000, 2000, 3000], 3000, Options(1, 5, 0)));

    [Fact]
    public void Superfluous_NamedByTheWriter_StaysBesideTheNewest() =>
        Assert.Equal([1000], CheckpointRetention.Superfluous([1000, 2000, 3000, 4000], 4000, Options(2, 0, 1000), 2000, 4000));

    [Fact]
    public void Superfluous_LargestOptions_DoNotWrapAround() =>
        Assert.Equal([1, 2], CheckpointRetention.Superfluous([1, 2, 3], 3, Options(1, 1L << 62, 4)));

    private static CheckpointOptions Options(int keep, long keepEvery, long every) => new() { Keep = keep, KeepEvery = keepEvery, Every = every };
}
