using GanCluster.Core.Options;
using GanCluster.Core.Training;

namespace GanCluster.Runs;

/// <summary>Makes the folder a run's when training begins.</summary>
internal sealed class RunBeginning(RunFolder folder, RunOptions options) : ITrainingObserver
{
    public void OnStarted(TrainingStart start) => folder.BeginRun(options);

    public void OnStep(StepReport report)
    {
    }
}
