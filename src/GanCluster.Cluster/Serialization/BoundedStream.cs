namespace GanCluster.Cluster.Serialization;

/// <summary>Takes what is serialized, up to a control message's greatest length: a larger one stops there, not after all of it is in memory.</summary>
internal sealed class BoundedStream : MemoryStream
{
    public override void Write(byte[] buffer, int offset, int count)
    {
        Reserve(count);
        base.Write(buffer, offset, count);
    }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        Reserve(buffer.Length);
        base.Write(buffer);
    }

    public override void WriteByte(byte value)
    {
        Reserve(1);
        base.WriteByte(value);
    }

    /// <exception cref="ControlMessageRefusedException">It would be too long.</exception>
    private void Reserve(int count)
    {
        if (Position + count < ControlFrame.TooLong) return;
        throw new ControlMessageRefusedException(
            ControlRefusal.TooLong, $"it would have {ControlFrame.TooLong} bytes or more: send large things over the data plane");
    }
}
