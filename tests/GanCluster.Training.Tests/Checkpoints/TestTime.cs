namespace GanCluster.Training.Tests.Checkpoints;

/// <summary>A clock that stands still. <paramref name="asked"/> runs whenever somebody asks for the time: the store does so once a checkpoint, before it writes.</summary>
internal sealed class TestTime(Action? asked = null) : TimeProvider
{
    public static DateTimeOffset Moment { get; } = new(2026, 3, 14, 15, 9, 26, TimeSpan.Zero);

    public override DateTimeOffset GetUtcNow()
    {
        asked?.Invoke();
        return Moment;
    }
}
