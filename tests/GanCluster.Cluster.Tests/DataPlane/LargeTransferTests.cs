using GanCluster.Cluster.DataPlane;
using GanCluster.Cluster.Tests.Security;
using GanCluster.Core.Averaging;
using GanCluster.Core.Memory;
using GanCluster.Core.Wire;

namespace GanCluster.Cluster.Tests.DataPlane;

public sealed class LargeTransferTests
{
    private const int Vectors = 6, VectorBytes = 8 << 20, Chunks = VectorBytes / FrameLimits.Payload;

    [Theory, InlineData(false), InlineData(true)]
    public async Task Vectors_OfEightMegabytesBothWaysAtOnce_ArriveExact(bool tls)
    {
        using var certificates = tls ? new TestCertificates() : null;
        using var one = new TestNode("one", tls: certificates?.Node("one"));
        using var two = new TestNode("two", tls: certificates?.Node("two"));
        var (here, there) = await one.DialAsync(two);
        using var atOne = new Assembly(one);
        using var atTwo = new Assembly(two);
        using var fromOne = Vector(1);
        using var fromTwo = Vector(2);
        Send(here, fromOne);
        Send(there, fromTwo);
        await Task.WhenAll(atOne.Done, atTwo.Done).WaitAsync(TestNode.Soon);
        for (var vector = 0; vector < Vectors; vector++)
        {
            Assert.True(fromTwo.Span.SequenceEqual(atOne.Received(vector).Span));
            Assert.True(fromOne.Span.SequenceEqual(atTwo.Received(vector).Span));
        }

        await PeerConnectionTests.Until(() => here.QueuedBytes + there.QueuedBytes == 0);
    }

    private static AlignedBuffer Vector(int seed)
    {
        var vector = new AlignedBuffer(VectorBytes / sizeof(float));
        new Random(seed).NextBytes(vector.Bytes);
        return vector;
    }

    // One vector over and over, from where it lies.
    private static void Send(PeerConnection to, AlignedBuffer vector)
    {
        for (var slice = 0; slice < Vectors; slice++)
        {
            for (var chunk = 0; chunk < Chunks; chunk++)
            {
                var range = BufferLease.Over(vector, (long)chunk * ChunkChecksums.ChunkLength, FrameLimits.Payload);
                Assert.Equal(SendOutcome.Queued, to.Send(new OutgoingFrame(Frames.Of(FrameKind.Contribution, slice, chunk), range)));
            }
        }
    }

    // Receives each chunk where it belongs.
    private sealed class Assembly : IDisposable
    {
        private readonly AlignedBuffer[] _vectors = [.. Enumerable.Range(0, Vectors).Select(_ => new AlignedBuffer(VectorBytes / sizeof(float)))];
        private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _left = Vectors * Chunks;

        public Assembly(TestNode node)
        {
            node.Sink.Admission = header => FrameAdmission.AcceptInto(
                BufferLease.Over(_vectors[header.Slice], (long)header.Chunk * ChunkChecksums.ChunkLength, header.Length));
            node.Sink.OnReceived = (_, _, _) =>
            {
                if (Interlocked.Decrement(ref _left) == 0) _done.SetResult();
            };
        }

        public Task Done => _done.Task;

        public AlignedBuffer Received(int vector) => _vectors[vector];

        public void Dispose()
        {
            foreach (var vector in _vectors) vector.Dispose();
        }
    }
}
