namespace GanCluster.Core.Options;

/// <summary>Whether the watch's thresholds and its policy go together.</summary>
internal static class WatchRules
{
    public static IEnumerable<OptionMistake> Check(RunOptions options)
    {
        var watch = options.Watch;
        if (watch.Collapsed > watch.Warning)
            yield return OptionMistake.Conflict("watch.collapsed", $"is above watch.warning ({OptionValue.Format(watch.Warning)}), so a run would collapse before it is warned of; lower it, or raise watch.warning");
        if (watch.Policy != WatchPolicy.Warn && !CanCollapse(options))
            yield return OptionMistake.Conflict("watch.policy", $"{OptionValue.Format(watch.Policy)} would act on no verdict, since every threshold of a collapse is set to never; raise watch.collapsed above 0, or set watch.policy=warn");
    }

    // As WindowFindings judges.
    private static bool CanCollapse(RunOptions options)
    {
        var watch = options.Watch;
        var outOfBounds = watch.Warning > 0 || watch.Scattered > 0;
        var sign = watch.RealSign < 1 && options.Loss.Kind is not (LossKind.Wasserstein or LossKind.Relativistic);
        var loss = watch.DiscriminatorLoss > 0 && options.Loss.Kind != LossKind.Wasserstein;
        return watch.Collapsed > 0 || (outOfBounds && (sign || loss)) || watch.Skipped < 1;
    }
}
