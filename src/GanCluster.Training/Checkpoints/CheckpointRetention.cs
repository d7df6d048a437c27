using GanCluster.Core.Options;

namespace GanCluster.Training.Checkpoints;

/// <summary>
/// Which checkpoints may go once one has been written: all but the newest <see cref="CheckpointOptions.Keep"/> and those kept for good, whose step is a
/// multiple of <see cref="CheckpointOptions.KeepEvery"/> × <see cref="CheckpointOptions.Every"/>. That goes by the step, not by counting, so that it is the
/// same after a restart; one written at an interruption, between the regular steps, is never kept for good. Whoever writes one may name others that stay.
/// </summary>
public static class CheckpointRetention
{
    /// <summary>
    /// The steps whose checkpoints are superfluous, oldest first. Later steps than <paramref name="written"/> are left alone: they are there only where a run
    /// has gone back, perhaps because they don't verify, so they mustn't push out the one just written, which does.
    /// </summary>
    /// <param name="steps">Those on disk.</param>
    /// <param name="written">The step whose checkpoint has just been made durable.</param>
    /// <param name="kept">Steps whose checkpoints stay, beside those.</param>
    public static IReadOnlyList<long> Superfluous(IEnumerable<long> steps, long written, CheckpointOptions options, params IReadOnlyList<long> kept) =>
        [.. steps.Where(step => step <= written).OrderDescending().Skip(options.Keep).Where(step => !kept.Contains(step) && !IsKeptForGood(step, options)).Order()];

    private static bool IsKeptForGood(long step, CheckpointOptions options)
    {
        // In 128 bits: both may be large, and their product must not wrap around.
        var period = (Int128)options.KeepEvery * options.Every;
        return period > 0 && step > 0 && step % period == 0;
    }
}
