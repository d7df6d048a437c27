using GanCluster.Core;
using GanCluster.Hosting;
using GanCluster.Runs;

namespace GanCluster.Jobs.Cluster;

/// <summary>Decides when a run can't go on since its workers have ended, and says why.</summary>
/// <param name="leave">Ends the coordinator.</param>
internal sealed class WorkerWatch(int workers, RunEvents events, CancellationTokenSource leave)
{
    private readonly Lock _gate = new();
    private readonly List<WorkerExit> _exits = [];
    private Exception? _failure;
    private bool _interrupted;

    /// <summary>To be set before the first worker is started.</summary>
    public CoordinatorRecorder Recorder { private get; set; } = null!;

    public void OnEnded(WorkerExit exit)
    {
        events.WorkerEnded(exit.Number, exit.Process, exit.Code);
        lock (_gate)
        {
            _exits.Add(exit);
            if (_failure is not null || _interrupted || Recorder.End is not null) return;
            // Before the run has begun, the coordinator waits for all of them; later the others go on.
            if (Recorder.HasBegun && _exits.Count < workers) return;
            _failure = Failure();
        }

        Recorder.Stopped("workersEnded");
        leave.Cancel();
    }

    public void OnInterrupted()
    {
        // Otherwise there is a last step to come to.
        if (Recorder.HasBegun) return;
        lock (_gate) _interrupted = true;
        leave.Cancel();
    }

    public void ThrowIfFailed()
    {
        lock (_gate)
        {
            if (_failure is not null) throw _failure;
        }
    }

    private Exception Failure()
    {
        if (_exits.Find(exit => exit.Code == ExitCode.WrongInput && exit.Error.Length > 0) is { } refused) return new UnusableInputException(refused.Error);
        if (_exits.FindLast(exit => exit.Code == ExitCode.Failed && exit.Error.Length > 0) is { } failed) return new TrainingStoppedException(failed.Error);
        var last = _exits[^1];
        return new TrainingStoppedException(Recorder.HasBegun
            ? $"Stopped after step {Recorder.Step}: no worker is left (the last one ended with code {last.Code}); go on from the newest checkpoint with gancluster train --resume."
            : $"Worker {last.Number} ended before training began, with code {last.Code}: what it wrote is in workers/{last.Number} of the run's folder; start again.");
    }
}
