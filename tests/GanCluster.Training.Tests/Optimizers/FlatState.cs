using GanCluster.Core.Data;
using GanCluster.Core.Memory;
using GanCluster.Core.Training;
using GanCluster.Training.Optimizers;

namespace GanCluster.Training.Tests.Optimizers;

/// <summary>Parameters, a gradient and two moments, as a replica holds them.</summary>
internal sealed unsafe class FlatState : IDisposable
{
    public const int Length = 16 * 21;

    public FlatState()
    {
        var random = new KeyedRandom(11);
        for (var i = 0; i < Length; i++) Parameters.Span[i] = (float)random.NextNormal();
    }

    public AlignedBuffer Parameters { get; } = new(Length);
    public AlignedBuffer Gradient { get; } = new(Length);
    public AlignedBuffer First { get; } = new(Length);
    public AlignedBuffer Second { get; } = new(Length);
    public OptimizerCounters Counters { get; private set; } = OptimizerCounters.Initial;

    /// <summary>Gradients as training has them: of very different sizes, from a stream of the step's own.</summary>
    public static float[] GradientOf(int step)
    {
        var random = new KeyedRandom((ulong)step);
        var gradient = new float[Length];
        for (var i = 0; i < Length; i++) gradient[i] = (float)(random.NextNormal() * Math.Pow(10, i % 5 - 3));
        return gradient;
    }

    public void Step(IFlatOptimizer optimizer, ReadOnlySpan<float> gradient, float scale = 1, double rateFactor = 1, double momentumFactor = 1, params int[] splits)
    {
        gradient.CopyTo(Gradient.Span);
        Counters = optimizer.Advance(Counters);
        var first = 0;
        foreach (var end in (IEnumerable<int>)[.. splits, Length])
        {
            optimizer.Update(Counters, new UpdateFactors(rateFactor, momentumFactor), scale, new FlatRange(
                Parameters.Pointer + first, Gradient.Pointer + first, First.Pointer + first, Second.Pointer + first, end - first));
            first = end;
        }
    }

    public void Dispose()
    {
        Parameters.Dispose();
        Gradient.Dispose();
        First.Dispose();
        Second.Dispose();
    }
}
