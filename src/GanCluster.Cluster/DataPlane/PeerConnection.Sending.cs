using GanCluster.Core.Wire;

namespace GanCluster.Cluster.DataPlane;

public sealed partial class PeerConnection
{
    private volatile bool _saidGoodbye;

    private void StartSender()
    {
        if (Volatile.Read(ref _sender) is not null) return;
        lock (_startingSender)
        {
            if (_sender is not null || _ending.IsSet) return;
            var sender = new Thread(SendFrames, ConnectionThread.StackSize) { IsBackground = true, Name = $"data plane: to {Peer}" };
            sender.Start();
            Volatile.Write(ref _sender, sender);
        }
    }

    private void SendFrames()
    {
        try
        {
            while (_queue.TryTake(out var frame, out var fromSequence))
            {
                try
                {
                    if (!WaitForRate(frame.Size)) return;
                    // Before it is on its way: the peer may have read it, and have left, before this thread goes on.
                    if (frame.Header.Kind == FrameKind.Goodbye) _saidGoodbye = true;
                    _writer.Write(frame.Header, frame.Payload is null ? default : frame.Payload.Bytes, frame.Checksum);
                    _traffic.Sent(frame.Size);
                }
                finally
                {
                    _queue.Done(frame, fromSequence);
                }
            }

            if (_saidGoodbye) _transport.EndSending();
        }
        catch (TransportException exception)
        {
            // The receiving thread may yet read what the peer sent before it closed, a goodbye with a reason for one: it decides, and has an end to read.
            LogSendingFailed(Purpose, Peer, exception.Message);
            _queue.Dispose();
        }
        catch (Exception exception)
        {
            LogSequenceFailed(exception, Purpose, Peer);
            End(new ConnectionEnd(EndReason.SinkFailed, Detail: exception.Message));
        }
    }

    private bool WaitForRate(long bytes) => _rate?.Take(bytes) is not { } delay || delay <= TimeSpan.Zero || !_ending.Wait(delay);

    private void Report()
    {
        var end = _end!;
        if (_saidGoodbye && end.Reason is EndReason.PeerClosed or EndReason.Broken or EndReason.PeerLeft) end = new ConnectionEnd(EndReason.ClosedHere);
        if (end.Reason is EndReason.ClosedHere or EndReason.PeerLeft) LogEnded(Purpose, Peer, end);
        else LogLost(Purpose, Peer, end);
        try
        {
            _sink.Ended(this, end);
        }
        catch (Exception exception)
        {
            LogSinkFailed(exception, Purpose, Peer);
        }
    }
}
