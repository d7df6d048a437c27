using System.Numerics;
using GanCluster.Core.Options;
using GanCluster.Core.Training;

namespace GanCluster.Training.Optimizers;

/// <summary>
/// Adam (Kingma and Ba 2015, https://arxiv.org/abs/1412.6980) and AdamW (Loshchilov and Hutter 2019, https://arxiv.org/abs/1711.05101), in
/// PyTorch's order of operations, but for one factor: divisions are what the loop waits for.
/// </summary>
public sealed class Adam(OptimizerOptions options) : IFlatOptimizer
{
    private readonly bool _decoupled = options.Kind == OptimizerKind.AdamW;

    public IReadOnlyList<string> Moments { get; } = ["exp_avg", "exp_avg_sq"];

    public OptimizerCounters Advance(OptimizerCounters counters) =>
        new(counters.Updates + 1, counters.Beta1Power * options.Beta1, counters.Beta2Power * options.Beta2);

    public unsafe void Update(in OptimizerCounters counters, in UpdateFactors factors, float gradientScale, in FlatRange range)
    {
        var learningRate = options.LearningRate * factors.Rate;
        var scale = new Vector<float>(gradientScale);
        var beta1 = new Vector<float>((float)options.Beta1);
        var beta2 = new Vector<float>((float)options.Beta2);
        var keep1 = new Vector<float>((float)(1 - options.Beta1));
        var keep2 = new Vector<float>((float)(1 - options.Beta2));
        var stepSize = new Vector<float>((float)(learningRate / (1 - counters.Beta1Power)));
        var rootCorrection = new Vector<float>((float)(1 / Math.Sqrt(1 - counters.Beta2Power)));
        var epsilon = new Vector<float>((float)options.Epsilon);
        var coupledDecay = new Vector<float>(_decoupled ? 0 : (float)options.WeightDecay);
        var shrink = new Vector<float>(_decoupled ? (float)(1 - learningRate * options.WeightDecay) : 1);
        var decays = options.WeightDecay != 0;

        for (long i = 0; i < range.Length; i += Vector<float>.Count)
        {
            var parameter = Vector.Load(range.Parameters + i);
            var gradient = Vector.Load(range.Gradient + i) * scale;
            if (decays)
            {
                gradient += parameter * coupledDecay;
                parameter *= shrink;
            }

            var first = Vector.Load(range.First + i) * beta1 + gradient * keep1;
            var second = Vector.Load(range.Second + i) * beta2 + gradient * gradient * keep2;
            first.Store(range.First + i);
            second.Store(range.Second + i);
            var denominator = Vector.SquareRoot(second) * rootCorrection + epsilon;
            (parameter - stepSize * (first / denominator)).Store(range.Parameters + i);
        }
    }
}
