using System.Collections.Concurrent;
using GanCluster.Core.Averaging;
using GanCluster.Core.Compute;

namespace GanCluster.Core.Tests.Compute;

public class ChunkQueueTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(16)]
    [InlineData(ChunkChecksums.ChunkLength)]
    [InlineData(9 * ChunkChecksums.ChunkLength + 32)]
    public void TryTake_SeveralLanes_GivesEachFloatOnce(long length)
    {
        using var pool = new LanePool(3, _ => { });
        var queue = new ChunkQueue();
        for (var round = 0; round < 20; round++)
        {
            var taken = new ConcurrentBag<(int Chunk, long Offset, long Length)>();
            queue.Start(length);
            pool.Run(_ =>
            {
                while (queue.TryTake(out var chunk, out var offset, out var floats)) taken.Add((chunk, offset, floats));
            });

            var next = 0L;
            foreach (var (chunk, offset, floats) in taken.OrderBy(part => part.Chunk))
            {
                Assert.Equal((next, next / ChunkChecksums.ChunkLength), (offset, chunk));
                next += floats;
            }

            Assert.Equal(length, next);
        }
    }
}
