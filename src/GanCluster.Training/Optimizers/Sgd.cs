using System.Numerics;
using GanCluster.Core.Options;
using GanCluster.Core.Training;

namespace GanCluster.Training.Optimizers;

/// <summary>Stochastic gradient descent, θ ← θ − η·m with m ← μ·m + ∇ (Sutskever et al. 2013, in PyTorch's form).</summary>
public sealed class Sgd(OptimizerOptions options) : IFlatOptimizer
{
    public IReadOnlyList<string> Moments { get; } = options.Momentum > 0 ? ["momentum_buffer"] : [];

    public OptimizerCounters Advance(OptimizerCounters counters) => counters with { Updates = counters.Updates + 1 };

    public unsafe void Update(in OptimizerCounters counters, in UpdateFactors factors, float gradientScale, in FlatRange range)
    {
        var learningRate = options.LearningRate * factors.Rate;
        var scale = new Vector<float>(gradientScale);
        var rate = new Vector<float>((float)learningRate);
        var momentum = new Vector<float>((float)(options.Momentum * factors.Momentum));
        var decay = new Vector<float>((float)options.WeightDecay);

        for (long i = 0; i < range.Length; i += Vector<float>.Count)
        {
            var parameter = Vector.Load(range.Parameters + i);
            var direction = Vector.Load(range.Gradient + i) * scale;
            if (options.WeightDecay != 0) direction += parameter * decay;
            if (options.Momentum > 0)
            {
                direction += Vector.Load(range.First + i) * momentum;
                direction.Store(range.First + i);
            }

            (parameter - rate * direction).Store(range.Parameters + i);
        }
    }
}
