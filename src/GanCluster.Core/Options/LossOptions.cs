namespace GanCluster.Core.Options;

public enum LossKind
{
    /// <summary>The generator minimizes log(1 − D(G(z))) (Goodfellow et al. 2014, equation 1).</summary>
    Minimax,

    /// <summary>The generator maximizes log D(G(z)) (the same paper, section 3).</summary>
    NonSaturating,

    /// <summary>Squares of the distances to 1 and 0 (Mao et al. 2017).</summary>
    LeastSquares,

    /// <summary>Margins of 1 on both sides (Lim and Ye 2017).</summary>
    Hinge,

    /// <summary>The difference of the means (Arjovsky et al. 2017): needs something that limits the discriminator's slope.</summary>
    Wasserstein,

    /// <summary>Each generated sample against a real one (Jolicoeur-Martineau 2019; Huang et al. 2024).</summary>
    Relativistic,
}

/// <summary>What the networks minimize. Weights of 0 turn a penalty off.</summary>
public sealed record LossOptions
{
    [Option("loss: minimax, nonSaturating, leastSquares, hinge, wasserstein, relativistic")]
    public LossKind Kind { get; init; } = LossKind.NonSaturating;

    [Option("weight γ of the R1 penalty γ/2·E‖∇D(real)‖² (Mescheder et al. 2018); 0 turns it off", Min = 0, Max = 1e6)]
    public double R1 { get; init; } = 1;

    [Option("R1 and R2 are computed every so many discriminator phases, and weigh as many times more", Min = 1, Max = 1_000_000)]
    public int R1Every { get; init; } = 8;

    [Option("weight γ of the R2 penalty γ/2·E‖∇D(generated)‖² (the same paper)", Min = 0, Max = 1e6)]
    public double R2 { get; init; }

    [Option("weight λ of WGAN-GP's penalty λ·E(‖∇D‖ − 1)² between real and generated samples (Gulrajani et al. 2017); there 10", Min = 0, Max = 1e6)]
    public double GradientPenalty { get; init; }

    [Option("weight λ of DRAGAN's penalty λ·E(‖∇D‖ − 1)² around real samples (Kodali et al. 2017); there 10", Min = 0, Max = 1e6)]
    public double Dragan { get; init; }

    [Option("bound to which every value of the discriminator is clipped after its update (Arjovsky et al. 2017); there 0.01; 0 never clips", Min = 0, Max = 1e6)]
    public double WeightClip { get; init; }

    [Option("what the target of real samples lacks to 1 (Salimans et al. 2016); there 0.1", Min = 0, Max = 0.5)]
    public double LabelSmoothing { get; init; }

    [Option("standard deviation of the noise on everything that the discriminator sees (Sønderby et al. 2017)", Min = 0, Max = 100)]
    public double InstanceNoise { get; init; }

    [Option("step at which the instance noise has fallen to 0, in a straight line; 0 keeps it as it is", Min = 0, Max = 1e15)]
    public long InstanceNoiseUntil { get; init; }

    [Option("samples that the discriminator judges as one (PacGAN, Lin et al. 2018)", Min = 1, Max = 64)]
    public int Packing { get; init; } = 1;

    /// <summary>Of the weights of R1, R2 and the gradient penalties.</summary>
    public ScheduleOptions PenaltySchedule { get; init; } = new();
}
