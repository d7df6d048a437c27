using GanCluster.Core.Training;

namespace GanCluster.Training.Optimizers;

/// <summary>
/// One update of parameters that lie flat, in a single elementwise pass. Only IEEE add, subtract, multiply, divide and square root, without fused
/// multiply-add or estimates: equal to the bit at every vector width and for every split of the range.
/// </summary>
public interface IFlatOptimizer
{
    /// <summary>Names of the values that it keeps for each parameter, as PyTorch's state names them.</summary>
    IReadOnlyList<string> Moments { get; }

    /// <summary>The counters after one more update.</summary>
    OptimizerCounters Advance(OptimizerCounters counters);

    /// <summary>Updates a range, its length a multiple of 16 floats.</summary>
    /// <param name="counters">As <see cref="Advance"/> gave them: those of this update.</param>
    /// <param name="factors">The schedules' factors of this phase.</param>
    /// <param name="gradientScale">What every gradient is multiplied by first: 1, or less where the norm is clipped.</param>
    void Update(in OptimizerCounters counters, in UpdateFactors factors, float gradientScale, in FlatRange range);
}
