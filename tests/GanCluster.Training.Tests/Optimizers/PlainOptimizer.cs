using GanCluster.Core.Options;

namespace GanCluster.Training.Tests.Optimizers;

/// <summary>
/// The optimizers written one value at a time, each operation rounded by itself. With <paramref name="fused"/> set, a product and a sum are
/// rounded once instead, as a compiler or a library might do it.
/// </summary>
internal sealed class PlainOptimizer(OptimizerOptions options, bool fused = false)
{
    private double _beta1Power = 1, _beta2Power = 1;

    public void Step(float[] parameters, float[] gradient, float[] first, float[] second, float scale)
    {
        _beta1Power *= options.Beta1;
        _beta2Power *= options.Beta2;
        for (var i = 0; i < parameters.Length; i++)
        {
            var g = gradient[i] * scale;
            if (options.WeightDecay != 0 && options.Kind != OptimizerKind.AdamW) g = Sum(parameters[i], (float)options.WeightDecay, g);
            parameters[i] = options.Kind switch
            {
                OptimizerKind.Sgd => Sgd(parameters[i], g, ref first[i]),
                OptimizerKind.RmsProp when options.Momentum > 0 => RmsProp(parameters[i], g, ref second[i], ref first[i]),
                OptimizerKind.RmsProp => RmsProp(parameters[i], g, ref first[i], ref second[i]),
                _ => Adam(parameters[i], g, ref first[i], ref second[i]),
            };
        }
    }

    private float Sgd(float parameter, float gradient, ref float velocity)
    {
        if (options.Momentum > 0) velocity = gradient = Sum(velocity, (float)options.Momentum, gradient);
        return Sum(-(float)options.LearningRate, gradient, parameter);
    }

    private float RmsProp(float parameter, float gradient, ref float square, ref float velocity)
    {
        var decayed = square * (float)options.Beta2;
        var weighted = gradient * gradient;
        square = Sum(weighted, (float)(1 - options.Beta2), decayed);
        var root = MathF.Sqrt(square) + (float)options.Epsilon;
        var direction = gradient / root;
        if (options.Momentum > 0) velocity = direction = Sum(velocity, (float)options.Momentum, direction);
        return Sum(-(float)options.LearningRate, direction, parameter);
    }

    private float Adam(float parameter, float gradient, ref float mean, ref float square)
    {
        if (options.Kind == OptimizerKind.AdamW && options.WeightDecay != 0) parameter *= (float)(1 - options.LearningRate * options.WeightDecay);
        var keptMean = mean * (float)options.Beta1;
        mean = Sum(gradient, (float)(1 - options.Beta1), keptMean);
        var keptSquare = square * (float)options.Beta2;
        var weighted = gradient * gradient;
        square = Sum(weighted, (float)(1 - options.Beta2), keptSquare);
        var root = MathF.Sqrt(square) * (float)(1 / Math.Sqrt(1 - _beta2Power));
        var denominator = root + (float)options.Epsilon;
        var direction = mean / denominator;
        return Sum(-(float)(options.LearningRate / (1 - _beta1Power)), direction, parameter);
    }

    private float Sum(float left, float right, float addend)
    {
        if (fused) return MathF.FusedMultiplyAdd(left, right, addend);
        var product = left * right;
        return product + addend;
    }
}
