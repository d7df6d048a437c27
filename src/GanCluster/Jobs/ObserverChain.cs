using GanCluster.Core.Training;

namespace GanCluster.Jobs;

/// <summary>Several observers as one, told in their order.</summary>
internal sealed class ObserverChain(params IReadOnlyList<ITrainingObserver> observers) : ITrainingObserver
{
    public void OnStarted(TrainingStart start)
    {
        foreach (var observer in observers) observer.OnStarted(start);
    }

    public void OnStep(StepReport report)
    {
        foreach (var observer in observers) observer.OnStep(report);
    }
}
