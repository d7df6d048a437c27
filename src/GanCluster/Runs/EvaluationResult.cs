using System.Globalization;
using System.Text.Json.Serialization;
using GanCluster.Core.Training;

namespace GanCluster.Runs;

/// <summary>What evaluations of the generator came to, in <c>result.json</c>. What isn't a number is null.</summary>
/// <param name="Figure">What was measured; it falls as the generator gets better.</param>
/// <param name="BestStep">The step of the best figure: its checkpoint is kept.</param>
/// <param name="Step">The step of the newest.</param>
/// <param name="EndedRun">Enough of them in a row were no better: the run ended before its last step.</param>
internal sealed record EvaluationResult(string Figure, double? Best, long BestStep, double? Value, long Step, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool EndedRun)
{
    /// <param name="every">Steps between evaluations.</param>
    /// <param name="step">At which the run ended.</param>
    /// <param name="steps">Of the run in all.</param>
    public static EvaluationResult? Of(EvaluationVerdict? last, int every, long step, long steps) =>
        last is null ? null : new EvaluationResult(
            last.Figure, Number(last.Best), last.BestStep, Number(last.Value), last.Step, last.EndsRun && step == last.Step + every && step < steps);

    /// <summary>A figure as people read it, and metrics have it.</summary>
    public static string Text(double value) => value.ToString("0.####", CultureInfo.InvariantCulture);

    public override string ToString() => Step == BestStep
        ? $"{Figure} {Text(Value)} at step {Step:N0}, the newest and the best"
        : $"{Figure} {Text(Best)} at step {BestStep:N0}, the best; {Text(Value)} at step {Step:N0}, the newest";

    private static string Text(double? value) => value is { } known ? Text(known) : "no number";

    private static double? Number(double value) => double.IsFinite(value) ? value : null;
}
