using GanCluster.Cluster.DataPlane;
using GanCluster.Core.Memory;
using GanCluster.Core.Wire;

namespace GanCluster.Cluster.Tests.DataPlane;

public sealed class PeerConnectionTests : IDisposable
{
    private readonly TestNode _one = new("one");
    private readonly TestNode _two = new("two");

    public static TheoryData<ConnectionPurpose, FrameKind> KindsThatTravel()
    {
        var data = new TheoryData<ConnectionPurpose, FrameKind>();
        foreach (var purpose in Enum.GetValues<ConnectionPurpose>())
        {
            foreach (var kind in Enum.GetValues<FrameKind>().Where(kind => kind != FrameKind.Goodbye && ConnectionRule.Carries(purpose, kind))) data.Add(purpose, kind);
        }

        return data;
    }

    public void Dispose()
    {
        _one.Dispose();
        _two.Dispose();
    }

    [Theory, MemberData(nameof(KindsThatTravel))]
    public async Task Send_EveryKindBothWaysShortAndLong_ArrivesAsItWas(ConnectionPurpose purpose, FrameKind kind)
    {
        var (one, two) = await _one.DialAsync(_two, purpose);
        var rule = FrameKindRule.Of(kind)!.Value;
        foreach (var (from, sender, receiver) in new[] { (one, _one, _two), (two, _two, _one) })
        {
            foreach (var length in new[] { rule.Shortest, rule.Longest })
            {
                var sent = Frames.Noise(length, seed: length);
                Assert.Equal(SendOutcome.Queued, from.Send(new OutgoingFrame(Frames.Of(kind), length == 0 ? null : sender.Payload(sent))));
                var received = await receiver.Sink.ReceivedAsync();
                Assert.Equal(
                    Frames.Of(kind) with { Run = TestNode.Run, Length = length, Checksum = FrameHeader.ChecksumOf(sent) }, received.Header);
                Assert.Equal(sent, received.Payload);
            }
        }
    }

    [Fact]
    public async Task Send_KindThatThePurposeDoesntCarry_EndsTheConnectionThere()
    {
        var (one, _) = await _one.DialAsync(_two, ConnectionPurpose.Averages);
        one.Send(new OutgoingFrame(Frames.Of(FrameKind.Contribution), _one.Payload(new byte[64])));
        Assert.Equal((EndReason.BadFrame, FrameFault.Purpose), await EndAt(_two));
        Assert.Equal(0, _two.Sink.Count);
    }

    [Theory, InlineData(FrameFault.Lineage), InlineData(FrameFault.Place)]
    public async Task Admit_Refuses_EndsTheConnectionBeforeThePayloadIsRead(FrameFault fault)
    {
        _two.Sink.Admission = _ => FrameAdmission.Refuse(fault);
        var (one, _) = await _one.DialAsync(_two);
        one.Send(new OutgoingFrame(Frames.Of(FrameKind.Contribution), _one.Payload(new byte[64])));
        Assert.Equal((EndReason.BadFrame, fault), await EndAt(_two));
        Assert.Contains(_two.Log.Lines, line => line.Text.Contains($"{fault}", StringComparison.Ordinal));
        Assert.Equal(0, _two.Pool.LeasedBytes);
        var atOne = await EndAt(_one);
        Assert.True(atOne.Reason is EndReason.PeerClosed or EndReason.Broken, $"{atOne}");
    }

    [Fact]
    public async Task Admit_Drops_GoesOnWithTheNextFrame()
    {
        _two.Sink.Admission = header => header.Chunk == 1 ? FrameAdmission.Drop : FrameAdmission.Accept;
        var (one, _) = await _one.DialAsync(_two);
        for (var chunk = 0; chunk < 3; chunk++) one.Send(new OutgoingFrame(Frames.Of(FrameKind.Contribution, chunk: chunk), _one.Payload(new byte[64])));
        Assert.Equal(0, (await _two.Sink.ReceivedAsync()).Header.Chunk);
        Assert.Equal(2, (await _two.Sink.ReceivedAsync()).Header.Chunk);
    }

    [Fact]
    public async Task Admit_NamesARange_ReceivesStraightIntoIt()
    {
        using var vector = new AlignedBuffer(64);
        var released = 0;
        _two.Sink.Admission = header => FrameAdmission.AcceptInto(BufferLease.Over(vector, header.Chunk * 16, header.Length, () => released++));
        var (one, _) = await _one.DialAsync(_two);
        var sent = Frames.Noise(64, 5);
        one.Send(new OutgoingFrame(Frames.Of(FrameKind.Contribution, chunk: 2), _one.Payload(sent)));
        Assert.Equal(sent, (await _two.Sink.ReceivedAsync()).Payload);
        Assert.Equal(sent, vector.Bytes.Slice(2 * 64, 64).ToArray());
        await Until(() => Volatile.Read(ref released) == 1);
    }

    [Fact]
    public async Task SendAll_SequenceThenFrame_ArriveInOrderAndTakeNoRoom()
    {
        var (one, _) = await _one.DialAsync(_two, ConnectionPurpose.Snapshots);
        one.SendAll(Enumerable.Range(0, 20).Select(chunk => new OutgoingFrame(Frames.Of(FrameKind.SnapshotPart, chunk: chunk), _one.Payload(new byte[1_000]))));
        Assert.Equal(0, one.QueuedBytes);
        one.Send(new OutgoingFrame(Frames.Of(FrameKind.Digest), _one.Payload(new byte[32])));
        for (var chunk = 0; chunk < 20; chunk++) Assert.Equal(chunk, (await _two.Sink.ReceivedAsync()).Header.Chunk);
        Assert.Equal(FrameKind.Digest, (await _two.Sink.ReceivedAsync()).Header.Kind);
        await Until(() => _one.Pool.LeasedBytes == 0 && one.QueuedBytes == 0);
    }

    [Fact]
    public async Task Send_OnePayloadToManyPeers_IsReleasedWhenTheLastHasIt()
    {
        var (first, _) = await _one.DialAsync(_two);
        var (second, _) = await _one.DialAsync(_two, ConnectionPurpose.Averages);
        var payload = _one.Payload(Frames.Noise(FrameLimits.Payload, 9));
        first.Send(new OutgoingFrame(Frames.Of(FrameKind.Contribution), payload.Share()));
        second.Send(new OutgoingFrame(Frames.Of(FrameKind.Average), payload.Share()));
        await _two.Sink.ReceivedAsync();
        await _two.Sink.ReceivedAsync();
        await Until(() => !payload.IsShared);
        payload.Dispose();
        Assert.Equal(0, _one.Pool.LeasedBytes);
    }

    [Fact]
    public async Task Leave_AfterFrames_TheyArriveAndBothSidesEndInGoodOrder()
    {
        var (one, _) = await _one.DialAsync(_two);
        for (var chunk = 0; chunk < 50; chunk++) one.Send(new OutgoingFrame(Frames.Of(FrameKind.Contribution, chunk: chunk), _one.Payload(new byte[FrameLimits.Payload])));
        one.Leave();
        Assert.Equal(SendOutcome.Closed, one.Send(new OutgoingFrame(Frames.Of(FrameKind.Contribution), _one.Payload(new byte[64]))));
        for (var chunk = 0; chunk < 50; chunk++) Assert.Equal(chunk, (await _two.Sink.ReceivedAsync()).Header.Chunk);
        Assert.Equal((EndReason.PeerLeft, FrameFault.None), await EndAt(_two));
        Assert.Equal((EndReason.ClosedHere, FrameFault.None), await EndAt(_one));
        await Until(() => _one.Pool.LeasedBytes == 0);
    }

    [Fact]
    public async Task Dispose_WhileTheSinkIsSilent_EndsBothSidesAtOnce()
    {
        var (one, _) = await _one.DialAsync(_two);
        one.Dispose();
        Assert.Equal((EndReason.ClosedHere, FrameFault.None), await EndAt(_one));
        Assert.Equal((EndReason.PeerClosed, FrameFault.None), await EndAt(_two));
    }

    [Fact]
    public async Task Received_Throws_EndsThatConnectionOnly()
    {
        var (one, _) = await _one.DialAsync(_two);
        var (other, _) = await _one.DialAsync(_two, ConnectionPurpose.Averages);
        _two.Sink.OnReceived = (_, header, _) =>
        {
            if (header.Kind == FrameKind.Contribution) throw new InvalidOperationException("a bug");
        };
        one.Send(new OutgoingFrame(Frames.Of(FrameKind.Contribution), _one.Payload(new byte[64])));
        Assert.Equal((EndReason.SinkFailed, FrameFault.None), await EndAt(_two));
        other.Send(new OutgoingFrame(Frames.Of(FrameKind.Average), _one.Payload(new byte[64])));
        await Until(() => _two.Sink.Count == 2);
    }

    internal static async Task Until(Func<bool> condition)
    {
        var deadline = TimeProvider.System.GetTimestamp();
        while (!condition())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(deadline) < TestNode.Soon, "waited too long");
            await Task.Delay(5);
        }
    }

    private static async Task<(EndReason Reason, FrameFault Fault)> EndAt(TestNode node)
    {
        var (_, end) = await node.Sink.EndedAsync();
        return (end.Reason, end.Fault);
    }
}
