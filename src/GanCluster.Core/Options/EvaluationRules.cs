namespace GanCluster.Core.Options;

/// <summary>Whether what is said of evaluations goes together.</summary>
internal static class EvaluationRules
{
    public static IEnumerable<OptionMistake> Check(EvaluationOptions evaluation)
    {
        if (evaluation.Every == 1)
            yield return OptionMistake.Conflict("evaluation.every", "1 leaves no step on which training could go on beside an evaluation; set it to 2 or more, or to 0 for none");
        if (evaluation.Patience > 0 && evaluation.Every == 0)
            yield return OptionMistake.Conflict("evaluation.patience", "nothing is evaluated that could get better; set evaluation.every too, or this to 0");
    }
}
