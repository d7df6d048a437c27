using GanCluster.Core.Training;

namespace GanCluster.Jobs;

/// <summary>Several observers as one, told in their order; those that aren't there are left out.</summary>
internal sealed class ObserverChain(params IEnumerable<ITrainingObserver?> observers) : ITrainingObserver
{
    private readonly List<ITrainingObserver> _observers = [.. observers.OfType<ITrainingObserver>()];

    public void OnStarted(TrainingStart start)
    {
        foreach (var observer in _observers) observer.OnStarted(start);
    }

    public void OnStep(StepReport report)
    {
        foreach (var observer in _observers) observer.OnStep(report);
    }
}
