namespace GanCluster.Core.Training;

/// <summary>What an evaluation of the generator came to: the same on every replica.</summary>
/// <param name="Step">Steps that were complete when the generator was as it was judged.</param>
/// <param name="Figure">Name of what was measured: FID, say. It falls as the generator gets better.</param>
/// <param name="BestStep">The step of the best figure so far: this one's where it is.</param>
/// <param name="EndsRun">There have been enough evaluations in a row without a better one: the run ends with the step that brings this.</param>
public sealed record EvaluationVerdict(long Step, string Figure, double Value, long BestStep, double Best, bool EndsRun)
{
    public bool IsBest => Step == BestStep;
}
