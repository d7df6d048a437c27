namespace GanCluster.Core.Status;

/// <summary>The figures of one step, or the means over several that end with it. NaN where there is none.</summary>
/// <param name="At">Milliseconds since 1970, UTC.</param>
/// <param name="RealScore">D(real) as a probability.</param>
/// <param name="FakeScore">D(fake).</param>
/// <param name="ImagesPerSecond">Of the whole run at that time.</param>
/// <param name="Skipped">Phases whose average wasn't finite.</param>
public readonly record struct StepPoint(
    long Step,
    long At,
    float DiscriminatorLoss,
    float GeneratorLoss,
    float RealScore,
    float FakeScore,
    float DiscriminatorGradientNorm,
    float GeneratorGradientNorm,
    float ImagesPerSecond,
    int Skipped)
{
    /// <summary>Means over both, the later one's step and time.</summary>
    /// <param name="weight">How many steps stand behind this point for each behind the later one.</param>
    public StepPoint MergedWith(in StepPoint later, double weight) => later with
    {
        DiscriminatorLoss = Mean(DiscriminatorLoss, later.DiscriminatorLoss, weight),
        GeneratorLoss = Mean(GeneratorLoss, later.GeneratorLoss, weight),
        RealScore = Mean(RealScore, later.RealScore, weight),
        FakeScore = Mean(FakeScore, later.FakeScore, weight),
        DiscriminatorGradientNorm = Mean(DiscriminatorGradientNorm, later.DiscriminatorGradientNorm, weight),
        GeneratorGradientNorm = Mean(GeneratorGradientNorm, later.GeneratorGradientNorm, weight),
        ImagesPerSecond = Mean(ImagesPerSecond, later.ImagesPerSecond, weight),
        Skipped = Skipped + later.Skipped,
    };

    private static float Mean(float first, float second, double weight) =>
        !float.IsFinite(first) ? second : !float.IsFinite(second) ? first : (float)((first * weight + second) / (weight + 1));
}
