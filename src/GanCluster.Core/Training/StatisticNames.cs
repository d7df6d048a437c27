namespace GanCluster.Core.Training;

/// <summary>The names under which a phase reports what it measured (<see cref="PhaseOutcome.Statistics"/>): what progress, metrics and curves look for.</summary>
public static class StatisticNames
{
    /// <summary>The phase's loss, without penalties.</summary>
    public const string Loss = "loss";

    /// <summary>Mean of D(x) over real samples, as a probability.</summary>
    public const string RealScore = "realScore";

    /// <summary>Mean of D(G(z)), as a probability.</summary>
    public const string FakeScore = "fakeScore";

    /// <summary>The R1 penalty as it enters the loss, in the phases that compute it.</summary>
    public const string R1 = "r1";

    /// <summary>The R2 penalty as it enters the loss, in the phases that compute it.</summary>
    public const string R2 = "r2";

    /// <summary>WGAN-GP's penalty as it enters the loss.</summary>
    public const string GradientPenalty = "gradientPenalty";

    /// <summary>DRAGAN's penalty as it enters the loss.</summary>
    public const string Dragan = "dragan";

    /// <summary>Mean sign of D(real), above 0 where the discriminator takes it for real: what ADA steers by.</summary>
    public const string RealSign = "realSign";

    /// <summary>How alike two real samples of a shard are, 0 to 1: its inverse is how many can be told apart.</summary>
    public const string RealSimilarity = "realSimilarity";

    /// <summary>The same of two generated samples, by the measure of the real ones beside them.</summary>
    public const string FakeSimilarity = "fakeSimilarity";

    /// <summary>Diversity of the generated samples where that of the real ones is 1: the quotient of the similarities.</summary>
    public const string Diversity = "diversity";

    /// <summary>How near two real points of a shard are to one another as the discriminator sees them, 0 to 1, by a measure that tells modes apart.</summary>
    public const string RealNearness = "realNearness";

    /// <summary>The same of a real and a generated point.</summary>
    public const string CrossNearness = "crossNearness";

    /// <summary>Whether generated points lie where real ones do, then about 1: the quotient of the nearnesses.</summary>
    public const string Likeness = "likeness";

    /// <summary>ADA's probability after the phase.</summary>
    public const string Augmentation = "augmentation";

    /// <summary>L2 norm of the averaged gradient, before clipping. Taken from <see cref="PhaseOutcome.GradientNorm"/>.</summary>
    public const string GradientNorm = "gradientNorm";
}
