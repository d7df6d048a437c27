using GanCluster.Core.Averaging;

namespace GanCluster.Core.Tests.Averaging;

public class ChunkChecksumsTests
{
    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 1)]
    [InlineData(131_072, 1)]
    [InlineData(131_073, 2)]
    public void CountFor_AnyLength_CountsTheShortLastChunk(long length, int count) => Assert.Equal(count, ChunkChecksums.CountFor(length));

    [Fact]
    public void Of_OneBitChanged_Differs()
    {
        var chunk = ShardVectors.Of(1, 1000, 5)[0];
        var before = ChunkChecksums.Of(chunk);
        chunk[999] = BitConverter.Int32BitsToSingle(BitConverter.SingleToInt32Bits(chunk[999]) ^ 1);
        Assert.NotEqual(before, ChunkChecksums.Of(chunk));
    }
}
