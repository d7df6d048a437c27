namespace GanCluster.Training.Networks;

/// <summary>What a tensor of a layer is, which decides how it starts.</summary>
public enum TensorRole
{
    Weight,
    Bias,

    /// <summary>The factor of a normalization: starts at 1.</summary>
    Scale,

    /// <summary>The summand of a normalization: starts at 0.</summary>
    Shift,

    /// <summary>Running mean of a batch normalization: a buffer, starts at 0.</summary>
    RunningMean,

    /// <summary>Running variance of a batch normalization: a buffer, starts at 1.</summary>
    RunningVariance,

    /// <summary>A weight that starts at 0: the last one of a residual branch without normalization (Zhang et al. 2019, https://arxiv.org/abs/1901.09321).</summary>
    ZeroWeight,

    /// <summary>Left singular vector of a weight, by power iteration: a buffer, starts near the largest one.</summary>
    LeftVector,

    /// <summary>The right singular vector that belongs to it.</summary>
    RightVector,
}

/// <summary>One tensor of a layer. The fans count the inputs and outputs of one neuron (PyTorch's definition for convolutions).</summary>
public sealed record TensorSpec(string Name, TensorRole Role, IReadOnlyList<long> Shape, long FanIn, long FanOut)
{
    /// <summary>Left by a forward pass: rides along with the gradient, and is averaged with it.</summary>
    public bool IsStatistic => Role is TensorRole.RunningMean or TensorRole.RunningVariance;

    /// <summary>A function of weights alone: advanced at the commit, on every replica alike.</summary>
    public bool IsDerived => Role is TensorRole.LeftVector or TensorRole.RightVector;

    public bool IsBuffer => IsStatistic || IsDerived;
}
