using GanCluster.Core.Training;
using GanCluster.Hosting;

namespace GanCluster.Progress;

/// <summary>Shows how training goes: a live bar where a person watches, plain lines elsewhere. Disposing it ends the bar.</summary>
internal static class TrainingProgress
{
    public static ITrainingProgress For(Terminal terminal, TimeProvider time) => terminal.IsInteractive ? new LiveProgress(terminal) : new PlainProgress(terminal, time);
}

internal interface ITrainingProgress : ITrainingObserver, IDisposable;
