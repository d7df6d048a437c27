using GanCluster.Core.Training;
using GanCluster.Hosting;

namespace GanCluster.Progress;

/// <summary>Shows how training goes: a live bar where a person watches, plain lines elsewhere. Disposing it ends the bar.</summary>
internal static class TrainingProgress
{
    /// <param name="workers">Of a cluster: the live display has a row for each.</param>
    public static ITrainingProgress For(Terminal terminal, TimeProvider time, WorkerTable? workers = null) =>
        terminal.IsInteractive ? new LiveProgress(terminal, workers) : new PlainProgress(terminal, time);
}

internal interface ITrainingProgress : ITrainingObserver, IDisposable;
