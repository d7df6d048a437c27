namespace GanCluster.Core.Training;

/// <summary>Where training goes on from, and how far.</summary>
/// <param name="Step">Steps already complete: 0, or those of the checkpoint.</param>
/// <param name="Steps">Steps in all, those included.</param>
public sealed record TrainingStart(long Step, long Steps);

/// <summary>
/// Told what training does: progress, metrics. Called on the training thread, in order, so an observer must hand on what takes time. It sees
/// training and can't change it.
/// </summary>
public interface ITrainingObserver
{
    /// <summary>Once, before the first step and after a checkpoint has been restored.</summary>
    void OnStarted(TrainingStart start);

    void OnStep(StepReport report);
}
