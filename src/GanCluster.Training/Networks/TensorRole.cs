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
}

/// <summary>One tensor of a layer. The fans count the inputs and outputs of one neuron (PyTorch's definition for convolutions).</summary>
public sealed record TensorSpec(string Name, TensorRole Role, IReadOnlyList<long> Shape, long FanIn, long FanOut)
{
    public bool IsBuffer => Role is TensorRole.RunningMean or TensorRole.RunningVariance;
}
