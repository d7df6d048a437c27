using GanCluster.Core.Compute;
using GanCluster.Core.Decisions;
using GanCluster.Core.Identity;
using GanCluster.Core.Training;

namespace GanCluster.Training.Engine;

/// <summary>The decisions of a run in one process: evaluates beside training what is kept for that, and has what it came to where that falls due. For the thread that trains.</summary>
public sealed class LocalDecisions(IDecisions? decisions) : IDisposable
{
    private readonly CancellationTokenSource _ended = new();
    private Task<long>? _evaluation;
    private long _step;

    /// <summary>Between two phases: waits for the decision that falls due before <paramref name="next"/>, if one does, and applies it.</summary>
    /// <returns>False if it was interrupted while it waited.</returns>
    public bool MayPass(PhaseNumber next, CancellationToken interrupted)
    {
        if (decisions is null) return true;
        if (decisions.Held > decisions.Decided && _step != decisions.Held) Begin();
        if (decisions.Schedule.DueBefore(next) is not { } due || decisions.Decided >= due) return true;
        try
        {
            _evaluation!.Wait(interrupted);
        }
        catch (OperationCanceledException)
        {
            return false;
        }

        decisions.Apply(new Decision(due, _evaluation.Result));
        return true;
    }

    public void Dispose()
    {
        _ended.Cancel();
        // What was cancelled, or can't be judged, matters to nobody any more.
        if (_evaluation is not null) Task.WhenAny(_evaluation).Wait(CancellationToken.None);
        _ended.Dispose();
    }

    private void Begin()
    {
        _step = decisions!.Held;
        var evaluate = decisions.Evaluation();
        var evaluation = new TaskCompletionSource<long>(TaskCreationOptions.RunContinuationsAsynchronously);
        _evaluation = evaluation.Task;
        BackgroundThread.Start(() =>
        {
            try
            {
                evaluation.SetResult(evaluate(_ended.Token));
            }
            catch (Exception failure)
            {
                evaluation.SetException(failure);
            }
        }, "evaluation");
    }
}
