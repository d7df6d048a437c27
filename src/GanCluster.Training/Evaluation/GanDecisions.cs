using GanCluster.Core.Decisions;
using GanCluster.Core.Training;
using GanCluster.Training.Replica;

namespace GanCluster.Training.Evaluation;

/// <summary>Decisions of a GAN: the value of one is the bits of a <see cref="RunFigure"/>.</summary>
internal sealed class GanDecisions(EvaluationMemory memory, DecisionSchedule schedule, RunFigure figure) : IDecisions
{
    public DecisionSchedule Schedule => schedule;

    public long Decided => memory.Decided;

    public long Held => memory.Held;

    public Func<CancellationToken, long> Evaluation()
    {
        var copy = memory.CopyOfHeld();
        return cancellation =>
        {
            using (copy) return BitConverter.DoubleToInt64Bits(figure.Of(copy, cancellation));
        };
    }

    public void Apply(Decision decision) => memory.Decide(decision.Step, BitConverter.Int64BitsToDouble(decision.Value));
}
