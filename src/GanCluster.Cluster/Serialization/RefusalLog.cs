using Microsoft.Extensions.Logging;

namespace GanCluster.Cluster.Serialization;

/// <summary>
/// Counts what is refused and logs it: the first of each kind, then the second, the fourth, the eighth and so on, so that a flood of bad payloads isn't one of log lines.
/// Thread-safe.
/// </summary>
public sealed partial class RefusalLog(ILogger logger)
{
    private readonly ILogger _logger = logger;
    private readonly long[] _received = new long[Enum.GetValues<ControlRefusal>().Length];
    private readonly long[] _sent = new long[Enum.GetValues<ControlRefusal>().Length];

    /// <summary>How many payloads were refused on arrival, for that reason.</summary>
    public long Received(ControlRefusal refusal) => Interlocked.Read(ref _received[(int)refusal]);

    /// <summary>How many messages weren't sent, for that reason.</summary>
    public long Sent(ControlRefusal refusal) => Interlocked.Read(ref _sent[(int)refusal]);

    internal void Receiving(ControlMessageRefusedException refused, int bytes)
    {
        var count = Interlocked.Increment(ref _received[(int)refused.Refusal]);
        if (!long.IsPow2(count)) return;
        if (refused.Refusal == ControlRefusal.ClosedSerializer) LogClosedSerializer(refused.Message, bytes, count);
        else LogPayloadRefused(refused.Refusal, bytes, refused.Message, count);
    }

    internal void Sending(ControlMessageRefusedException refused)
    {
        var count = Interlocked.Increment(ref _sent[(int)refused.Refusal]);
        if (long.IsPow2(count)) LogNotSent(refused.Refusal, refused.Message, count);
    }
}
