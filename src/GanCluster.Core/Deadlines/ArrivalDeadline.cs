namespace GanCluster.Core.Deadlines;

/// <summary>
/// When a worker's contribution counts as late, learned from its arrivals as TCP learns its retransmission timeout (RFC 6298): mean plus four
/// deviations, at least <see cref="Least"/>. A late arrival raises it at once, at most twofold.
/// </summary>
public sealed class ArrivalDeadline
{
    public static readonly TimeSpan Least = TimeSpan.FromMilliseconds(250);

    private double _mean = -1, _deviation;

    public TimeSpan Value { get; private set; } = Least;

    /// <param name="offset">From the phase's first arrival from anyone to this worker's.</param>
    public void Arrived(TimeSpan offset)
    {
        var seconds = offset.TotalSeconds;
        if (_mean < 0) (_mean, _deviation) = (seconds, seconds / 2);
        else
        {
            _deviation += (Math.Abs(seconds - _mean) - _deviation) / 4;
            _mean += (seconds - _mean) / 8;
        }

        var learned = TimeSpan.FromSeconds(_mean + 4 * _deviation);
        if (offset > Value) learned = Max(learned, Min(2 * Value, 1.25 * offset));
        Value = Max(Least, Min(learned, 2 * Max(Value, offset)));
    }

    private static TimeSpan Max(TimeSpan a, TimeSpan b) => a > b ? a : b;

    private static TimeSpan Min(TimeSpan a, TimeSpan b) => a < b ? a : b;
}
