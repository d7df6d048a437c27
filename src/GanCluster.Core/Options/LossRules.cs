namespace GanCluster.Core.Options;

/// <summary>Which losses, penalties and changes of the discriminator's input go together, and with which networks.</summary>
internal static class LossRules
{
    public static IEnumerable<OptionMistake> Check(RunOptions options) => Penalties(options).Concat(Kind(options)).Concat(Packing(options)).Concat(Schedules(options)).Concat(Augmentation(options));

    // A penalty takes the gradient of each D(x) by its own x; with batch norm D(x) depends on the other samples too.
    private static IEnumerable<OptionMistake> Penalties(RunOptions options)
    {
        if (options.Discriminator.Normalization != Normalization.Batch) yield break;
        var loss = options.Loss;
        foreach (var (key, name, weight) in ((string, string, double)[])[("r1", "R1 penalty", loss.R1), ("r2", "R2 penalty", loss.R2), ("gradientPenalty", "gradient penalty", loss.GradientPenalty), ("dragan", "DRAGAN penalty", loss.Dragan)])
        {
            if (weight > 0)
                yield return OptionMistake.Conflict($"loss.{key}", $"the {name} needs a discriminator that judges each sample by itself, which batch norm doesn't; set discriminator.normalization=group or none, or loss.{key}=0");
        }
    }

    private static IEnumerable<OptionMistake> Kind(RunOptions options)
    {
        var loss = options.Loss;
        var hasLimit = loss.WeightClip > 0 || loss.GradientPenalty > 0 || loss.R1 > 0 || loss.Dragan > 0 || options.Discriminator.SpectralNorm == Switch.On;
        if (loss.Kind == LossKind.Wasserstein && !hasLimit)
            yield return OptionMistake.Conflict("loss.kind", "wasserstein measures a distance only while the discriminator's slope has a limit; set loss.weightClip=0.01, loss.gradientPenalty=10 or discriminator.spectralNorm=on");
        if (loss.LabelSmoothing > 0 && loss.Kind is LossKind.Hinge or LossKind.Wasserstein or LossKind.Relativistic)
            yield return OptionMistake.Conflict("loss.labelSmoothing", $"{OptionValue.Format(loss.Kind)} has no target to be smoothed; set it to 0, or loss.kind to nonSaturating, minimax or leastSquares");
        if (loss.InstanceNoiseUntil > 0 && loss.InstanceNoise == 0)
            yield return OptionMistake.Conflict("loss.instanceNoiseUntil", "there is no noise that could fall; set loss.instanceNoise too, or this to 0");
    }

    private static IEnumerable<OptionMistake> Packing(RunOptions options)
    {
        var (packing, batch) = (options.Loss.Packing, options.Training.ShardBatch);
        if (packing <= 1) yield break;
        if (batch % packing != 0)
            yield return OptionMistake.Conflict("loss.packing", $"{packing} samples at a time don't divide the {batch} of a shard; set training.shardBatch to a multiple of {packing}, or another packing");
        else if (batch == packing && options.Discriminator.Normalization == Normalization.Batch)
            yield return OptionMistake.Conflict("loss.packing", $"leaves the discriminator one pack a shard, and batch norm needs more; raise training.shardBatch, or set discriminator.normalization=group");
        if (options.Training.Conditional == Conditioning.On)
            yield return OptionMistake.Conflict("loss.packing", "a pack has no class of its own; set loss.packing=1 or training.conditional=off");
    }

    private static IEnumerable<OptionMistake> Schedules(RunOptions options)
    {
        foreach (var (section, schedule) in ((string, ScheduleOptions)[])[
            ("generator.optimizer.schedule", options.Generator.Optimizer.Schedule), ("discriminator.optimizer.schedule", options.Discriminator.Optimizer.Schedule),
            ("generator.optimizer.momentumSchedule", options.Generator.Optimizer.MomentumSchedule), ("discriminator.optimizer.momentumSchedule", options.Discriminator.Optimizer.MomentumSchedule),
            ("loss.penaltySchedule", options.Loss.PenaltySchedule)])
        {
            if (schedule is { Kind: ScheduleKind.Exponential, Final: 0 })
                yield return OptionMistake.Conflict($"{section}.final", $"no factor leads from 1 to 0, and {section}.kind is exponential; set this above 0, or the kind to linear or cosine");
            if (schedule.Kind != ScheduleKind.Constant && options.Training.Horizon == 0)
                yield return OptionMistake.Conflict($"{section}.kind", $"{OptionValue.Format(schedule.Kind)} needs to know where it ends; set training.horizon to that step, most often the last one");
        }
    }

    private static IEnumerable<OptionMistake> Augmentation(RunOptions options)
    {
        var kind = options.Augmentation.Kind;
        if (kind == AugmentationKind.None) yield break;
        if (options.Data.IsPoints)
            yield return OptionMistake.Conflict("augmentation.kind", $"{OptionValue.Format(kind)} changes images, but the data ({OptionValue.Format(options.Data.Source)}) are points; set it to none");
        if (kind == AugmentationKind.Ada && options.Loss.Kind is not (LossKind.Minimax or LossKind.NonSaturating or LossKind.Hinge))
            yield return OptionMistake.Conflict("augmentation.kind", $"ada is steered by the sign of D(real), which means nothing under loss.kind={OptionValue.Format(options.Loss.Kind)}; set it to diffAugment, or loss.kind to nonSaturating, minimax or hinge");
    }
}
