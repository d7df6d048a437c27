using GanCluster.Core.Compute;
using GanCluster.Core.Decisions;
using GanCluster.Core.Protocol;

namespace GanCluster.Cluster.Workers;

/// <summary>Judging the replica of a step where the coordinator wants that of this worker: beside training, on a thread of its own.</summary>
internal sealed partial class NodeEngine
{
    private readonly CancellationTokenSource _evaluationEnds = new();
    private Thread? _evaluating;
    private Decision? _evaluated;
    private long _evaluatingStep;

    private long Decided => _trainer.Decisions?.Decided ?? 0;

    /// <summary>The step whose replica is kept and not yet decided; 0 for none.</summary>
    private long HoldsEvaluation => _trainer.Decisions is { } decisions && decisions.Held > decisions.Decided ? decisions.Held : 0;

    // The order comes again as long as no answer has come: one may be lost.
    private void EvaluateBeside(long step)
    {
        if (_evaluated is { } known && known.Step == step) _control?.ToCoordinator(new DecisionMade(known));
        if (_evaluatingStep == step || HoldsEvaluation != step) return;
        _evaluatingStep = step;
        LogEvaluates(step);
        var evaluate = _trainer.Decisions!.Evaluation();
        _evaluating = BackgroundThread.Start(() =>
        {
            try
            {
                var decision = new Decision(step, evaluate(_evaluationEnds.Token));
                Post(() =>
                {
                    _evaluated = decision;
                    _control?.ToCoordinator(new DecisionMade(decision));
                });
            }
            catch (OperationCanceledException)
            {
                // The node has ended.
            }
            catch (Exception failure)
            {
                Post(() => throw new InvalidOperationException($"the replica of step {step} can't be evaluated: {failure.Message}", failure));
            }
        }, "evaluation");
    }

    private void EndEvaluation()
    {
        _evaluationEnds.Cancel();
        _evaluating?.Join();
        _evaluationEnds.Dispose();
    }
}
