using GanCluster.Cluster.DataPlane;
using GanCluster.Core.Wire;

namespace GanCluster.Cluster.Tests.DataPlane;

public sealed class SendQueueTests : IDisposable
{
    private const int Size = 1_000;

    private readonly BufferPool _pool = new(1 << 20);
    private readonly SendQueue _queue = new(3 * (Size + FrameLayout.HeaderSize));

    public void Dispose()
    {
        _queue.Dispose();
        Assert.Equal(0, _pool.LeasedBytes);
        _pool.Dispose();
    }

    [Fact]
    public void TryAdd_BeyondTheLimit_OverflowsUntilOneIsSent()
    {
        for (var chunk = 0; chunk < 3; chunk++) Assert.Equal(SendOutcome.Queued, _queue.TryAdd(Frame(chunk)));
        Assert.Equal(SendOutcome.Overflow, _queue.TryAdd(Frame(3)));
        Assert.True(_queue.TryTake(out var frame, out var fromSequence));
        Assert.Equal(SendOutcome.Overflow, _queue.TryAdd(Frame(3))); // what is being sent counts
        _queue.Done(frame, fromSequence);
        Assert.Equal(SendOutcome.Queued, _queue.TryAdd(Frame(3)));
    }

    [Fact]
    public void TryAdd_Last_EndsTheQueueEvenWhenItIsFull()
    {
        for (var chunk = 0; chunk < 3; chunk++) _queue.TryAdd(Frame(chunk));
        Assert.Equal(SendOutcome.Queued, _queue.TryAdd(Frame(3), last: true));
        Assert.Equal(SendOutcome.Closed, _queue.TryAdd(Frame(4)));
        Assert.Equal([0, 1, 2, 3], Chunks());
    }

    [Fact]
    public void TryTake_SequenceBetweenFrames_KeepsTheOrder()
    {
        _queue.TryAdd(Frame(0));
        _queue.TryAdd(Enumerable.Range(1, 5).Select(Frame).GetEnumerator());
        _queue.TryAdd(Frame(6), last: true);
        Assert.Equal([0, 1, 2, 3, 4, 5, 6], Chunks());
        Assert.Equal(0, _queue.Bytes);
    }

    [Fact]
    public void Dispose_WithinASequence_ReleasesWhatWaitsAndEnds()
    {
        _queue.TryAdd(Enumerable.Range(0, 5).Select(Frame).GetEnumerator());
        _queue.TryAdd(Frame(6));
        Assert.True(_queue.TryTake(out var frame, out var fromSequence));
        _queue.Dispose();
        _queue.Done(frame, fromSequence);
        Assert.False(_queue.TryTake(out _, out _));
        Assert.Equal(SendOutcome.Closed, _queue.TryAdd(Enumerable.Range(0, 5).Select(Frame).GetEnumerator()));
    }

    private OutgoingFrame Frame(int chunk) => new(Frames.Of(FrameKind.Average, chunk: chunk), _pool.Rent(Size));

    private List<int> Chunks()
    {
        var chunks = new List<int>();
        while (_queue.TryTake(out var frame, out var fromSequence))
        {
            chunks.Add(frame.Header.Chunk);
            _queue.Done(frame, fromSequence);
        }

        return chunks;
    }
}
