using GanCluster.Core.Options;

namespace GanCluster.Training.Optimizers;

/// <summary>The optimizer that the options name.</summary>
public static class FlatOptimizer
{
    public static IFlatOptimizer From(OptimizerOptions options) => options.Kind switch
    {
        OptimizerKind.Sgd => new Sgd(options),
        OptimizerKind.Adam or OptimizerKind.AdamW => new Adam(options),
        OptimizerKind.RmsProp => new RmsProp(options),
        _ => throw new ArgumentOutOfRangeException(nameof(options)),
    };
}
