using System.Numerics;
using GanCluster.Core.Options;
using GanCluster.Core.Training;

namespace GanCluster.Training.Optimizers;

/// <summary>RMSprop (Hinton 2012, lecture 6e), in PyTorch's form: ε outside of the root, α is the option <c>beta2</c>.</summary>
public sealed class RmsProp(OptimizerOptions options) : IFlatOptimizer
{
    public IReadOnlyList<string> Moments { get; } = options.Momentum > 0 ? ["momentum_buffer", "square_avg"] : ["square_avg"];

    public OptimizerCounters Advance(OptimizerCounters counters) => counters with { Updates = counters.Updates + 1 };

    public unsafe void Update(in OptimizerCounters counters, in UpdateFactors factors, float gradientScale, in FlatRange range)
    {
        var learningRate = options.LearningRate * factors.Rate;
        var scale = new Vector<float>(gradientScale);
        var rate = new Vector<float>((float)learningRate);
        var alpha = new Vector<float>((float)options.Beta2);
        var keep = new Vector<float>((float)(1 - options.Beta2));
        var epsilon = new Vector<float>((float)options.Epsilon);
        var momentum = new Vector<float>((float)(options.Momentum * factors.Momentum));
        var decay = new Vector<float>((float)options.WeightDecay);
        var squares = options.Momentum > 0 ? range.Second : range.First;

        for (long i = 0; i < range.Length; i += Vector<float>.Count)
        {
            var parameter = Vector.Load(range.Parameters + i);
            var gradient = Vector.Load(range.Gradient + i) * scale;
            if (options.WeightDecay != 0) gradient += parameter * decay;
            var square = Vector.Load(squares + i) * alpha + gradient * gradient * keep;
            square.Store(squares + i);
            var direction = gradient / (Vector.SquareRoot(square) + epsilon);
            if (options.Momentum > 0)
            {
                direction += Vector.Load(range.First + i) * momentum;
                direction.Store(range.First + i);
            }

            (parameter - rate * direction).Store(range.Parameters + i);
        }
    }
}
