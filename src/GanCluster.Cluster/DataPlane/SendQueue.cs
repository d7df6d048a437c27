namespace GanCluster.Cluster.DataPlane;

/// <summary>
/// Frames of one connection that wait to be sent, in order, at most <paramref name="limit"/> bytes of them. Sequences are asked for their next frame only
/// when it can be sent, and take no room.
/// </summary>
internal sealed class SendQueue(long limit) : IDisposable
{
    private readonly object _lock = new();
    private readonly Queue<(OutgoingFrame Frame, IEnumerator<OutgoingFrame>? Sequence)> _waiting = new();
    private IEnumerator<OutgoingFrame>? _current; // the taking thread's alone
    private long _bytes;
    private bool _ended;
    private volatile bool _disposed;

    /// <summary>Bytes of the frames that wait, with the one that is being sent.</summary>
    public long Bytes => Interlocked.Read(ref _bytes);

    /// <summary>Takes over the frame's lease, whatever the outcome.</summary>
    /// <param name="last">The queue ends with it.</param>
    public SendOutcome TryAdd(in OutgoingFrame frame, bool last = false)
    {
        SendOutcome outcome;
        lock (_lock)
        {
            outcome = _ended ? SendOutcome.Closed : _bytes + frame.Size > limit && !last ? SendOutcome.Overflow : SendOutcome.Queued;
            if (outcome == SendOutcome.Queued)
            {
                Interlocked.Add(ref _bytes, frame.Size);
                _waiting.Enqueue((frame, null));
                _ended = last;
                Monitor.Pulse(_lock);
            }
        }

        if (outcome != SendOutcome.Queued) frame.Payload?.Dispose();
        return outcome;
    }

    public SendOutcome TryAdd(IEnumerator<OutgoingFrame> sequence)
    {
        lock (_lock)
        {
            if (!_ended)
            {
                _waiting.Enqueue((default, sequence));
                Monitor.Pulse(_lock);
                return SendOutcome.Queued;
            }
        }

        sequence.Dispose();
        return SendOutcome.Closed;
    }

    /// <summary>Waits for the next frame. One thread takes.</summary>
    /// <returns>False at the end.</returns>
    public bool TryTake(out OutgoingFrame frame, out bool fromSequence)
    {
        while (true)
        {
            if (fromSequence = TryTakeFromSequence(out frame)) return true;
            lock (_lock)
            {
                while (_waiting.Count == 0 && !_ended) Monitor.Wait(_lock);
                if (!_waiting.TryDequeue(out var next)) return false;
                (frame, _current) = next;
                if (_current is null) return true;
            }
        }
    }

    /// <summary>The frame that was taken has been sent, or won't be.</summary>
    public void Done(in OutgoingFrame frame, bool fromSequence)
    {
        if (!fromSequence) Interlocked.Add(ref _bytes, -frame.Size);
        frame.Payload?.Dispose();
    }

    /// <summary>Nothing more is taken or added; what waits is dropped.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            _ended = _disposed = true;
            while (_waiting.TryDequeue(out var next))
            {
                if (next.Sequence is { } sequence) sequence.Dispose();
                else Done(next.Frame, fromSequence: false);
            }

            Monitor.PulseAll(_lock);
        }
    }

    // Outside the lock: making a frame may take a while.
    private bool TryTakeFromSequence(out OutgoingFrame frame)
    {
        frame = default;
        if (_current is null) return false;
        if (!_disposed && _current.MoveNext())
        {
            frame = _current.Current;
            return true;
        }

        _current.Dispose();
        _current = null;
        return false;
    }
}
