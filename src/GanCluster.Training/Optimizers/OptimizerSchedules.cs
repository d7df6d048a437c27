using GanCluster.Core.Options;
using GanCluster.Core.Schedules;

namespace GanCluster.Training.Optimizers;

/// <summary>The schedules of one network's optimizer.</summary>
/// <param name="horizon">The step at which they end.</param>
public sealed class OptimizerSchedules(OptimizerOptions options, long horizon)
{
    private readonly Schedule _rate = new(options.Schedule, horizon);
    private readonly Schedule _momentum = new(options.MomentumSchedule, horizon);

    /// <summary>The factors of a phase in this step, counted from 0.</summary>
    public UpdateFactors At(long step) => new(_rate.At(step), _momentum.At(step));
}
