namespace GanCluster.Core.Options;

public enum LossKind
{
    /// <summary>The generator minimizes log(1 − D(G(z))) (Goodfellow et al. 2014, equation 1).</summary>
    Minimax,

    /// <summary>The generator maximizes log D(G(z)) (the same paper, section 3).</summary>
    NonSaturating,
}

public sealed record LossOptions
{
    [Option("loss: minimax, nonSaturating")]
    public LossKind Kind { get; init; } = LossKind.NonSaturating;

    [Option("weight γ of the R1 penalty γ/2·E‖∇D(real)‖² (Mescheder et al. 2018); 0 turns it off", Min = 0, Max = 1e6)]
    public double R1 { get; init; } = 1;

    [Option("the R1 penalty is computed every so many discriminator phases, and weighs as many times more", Min = 1, Max = 1_000_000)]
    public int R1Every { get; init; } = 8;
}
