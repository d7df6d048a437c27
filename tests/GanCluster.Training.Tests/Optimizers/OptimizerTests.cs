using CsCheck;
using GanCluster.Core.Options;
using GanCluster.Training.Optimizers;
using GanCluster.Training.Tests.Engine;
using TorchSharp;
using Parameter = TorchSharp.Modules.Parameter;

namespace GanCluster.Training.Tests.Optimizers;

public class OptimizerTests
{
    private const int Steps = 100;

    private static readonly OptimizerOptions[] All =
    [
        new() { Kind = OptimizerKind.Sgd, LearningRate = 0.01 },
        new() { Kind = OptimizerKind.Sgd, LearningRate = 0.01, Momentum = 0.9, WeightDecay = 0.01 },
        new() { Kind = OptimizerKind.Adam, LearningRate = 2e-4 },
        new() { Kind = OptimizerKind.Adam, LearningRate = 1e-3, Beta1 = 0.9, WeightDecay = 0.05 },
        new() { Kind = OptimizerKind.AdamW, LearningRate = 1e-3, Beta1 = 0, Beta2 = 0.99, WeightDecay = 0.1 },
        new() { Kind = OptimizerKind.RmsProp, LearningRate = 1e-3, Beta2 = 0.99, WeightDecay = 0.01 },
        new() { Kind = OptimizerKind.RmsProp, LearningRate = 1e-3, Beta2 = 0.99, Momentum = 0.9 },
    ];

    public static TheoryData<int> Kinds => [.. Enumerable.Range(0, All.Length)];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Update_RateFactor_IsAnotherLearningRate(int kind)
    {
        using var one = new FlatState();
        using var other = new FlatState();
        var slower = FlatOptimizer.From(All[kind] with { LearningRate = 0.25 * All[kind].LearningRate });
        var scheduled = FlatOptimizer.From(All[kind]);
        for (var step = 0; step < 3; step++)
        {
            one.Step(slower, FlatState.GradientOf(step));
            other.Step(scheduled, FlatState.GradientOf(step), rateFactor: 0.25);
        }

        Assert.Equal(one.Parameters.Span.ToArray(), other.Parameters.Span.ToArray());
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Update_MomentumFactor_IsAnotherMomentum(int kind)
    {
        using var one = new FlatState();
        using var other = new FlatState();
        using var unchanged = new FlatState();
        var lighter = FlatOptimizer.From(All[kind] with { Momentum = 0.75 * All[kind].Momentum });
        var scheduled = FlatOptimizer.From(All[kind]);
        for (var step = 0; step < 3; step++)
        {
            one.Step(lighter, FlatState.GradientOf(step));
            other.Step(scheduled, FlatState.GradientOf(step), momentumFactor: 0.75);
            unchanged.Step(scheduled, FlatState.GradientOf(step));
        }

        AssertSameBits(one, other);
        Assert.Equal(All[kind].Momentum == 0, PhaseAverage.Bits(unchanged.Parameters.Span).SequenceEqual(PhaseAverage.Bits(other.Parameters.Span)));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Update_HundredSteps_IsTorchSharpsOwn(int kind)
    {
        using var scope = torch.NewDisposeScope();
        using var state = new FlatState();
        var optimizer = FlatOptimizer.From(All[kind]);
        var parameter = new Parameter(torch.tensor(state.Parameters.Span.ToArray()), requires_grad: true);
        var theirs = TheirOptimizer(All[kind], parameter);
        var before = state.Parameters.Span.ToArray();

        for (var step = 0; step < Steps; step++)
        {
            var gradient = FlatState.GradientOf(step);
            parameter.grad = torch.tensor(gradient);
            theirs.step();
            state.Step(optimizer, gradient);
        }

        var expected = parameter.detach().data<float>().ToArray();
        var ours = state.Parameters.Span.ToArray();
        for (var i = 0; i < ours.Length; i++) Assert.Equal(expected[i], ours[i], 1e-6 * Math.Max(1, Math.Abs(expected[i])));
        Assert.True(before.Zip(ours, (a, b) => Math.Abs(a - b)).Average() > 1e-4, "nothing was trained");
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Update_AnySplitAtAUnit_GivesTheSameBits(int kind) => Gen.Int[0, FlatState.Length / 16].Array[0, 4].Sample(places =>
    {
        var optimizer = FlatOptimizer.From(All[kind]);
        using var whole = new FlatState();
        using var split = new FlatState();
        for (var step = 0; step < 5; step++)
        {
            whole.Step(optimizer, FlatState.GradientOf(step), 0.7f);
            split.Step(optimizer, FlatState.GradientOf(step), 0.7f, splits: [.. places.Order().Select(place => place * 16)]);
        }

        AssertSameBits(whole, split);
    }, iter: 30);

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Update_PlainOneByOne_GivesTheSameBits(int kind)
    {
        using var state = new FlatState();
        Train(kind, fused: false, state, out var parameters, out var first, out var second);
        Assert.Equal(PhaseAverage.Bits(parameters), PhaseAverage.Bits(state.Parameters.Span));
        Assert.Equal(PhaseAverage.Bits(first), PhaseAverage.Bits(state.First.Span));
        Assert.Equal(PhaseAverage.Bits(second), PhaseAverage.Bits(state.Second.Span));
    }

    // The test above could not tell a fused multiply-add from two operations if they happened to agree.
    [Theory]
    [MemberData(nameof(Kinds))]
    public void Update_FusedMultiplyAdd_WouldGiveOtherBits(int kind)
    {
        using var state = new FlatState();
        Train(kind, fused: true, state, out var parameters, out _, out _);
        Assert.NotEqual(PhaseAverage.Bits(parameters), PhaseAverage.Bits(state.Parameters.Span));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Update_NanInfinityDenormal_StaysInItsPlace(int kind)
    {
        var optimizer = FlatOptimizer.From(All[kind]);
        using var clean = new FlatState();
        using var dirty = new FlatState();
        var gradient = FlatState.GradientOf(0);
        float[] strange = [float.NaN, float.PositiveInfinity, float.NegativeInfinity];
        for (var step = 0; step < 3; step++)
        {
            clean.Step(optimizer, gradient);
            var other = (float[])gradient.Clone();
            for (var i = 0; i < strange.Length; i++) other[5 + 20 * i] = strange[i];
            dirty.Step(optimizer, other);
        }

        for (var i = 0; i < FlatState.Length; i++)
        {
            if (i is 5 or 25 or 45) Assert.False(float.IsFinite(dirty.Parameters.Span[i]));
            else Assert.Equal(clean.Parameters.Span[i], dirty.Parameters.Span[i]);
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Update_DenormalGradients_AreNotFlushed(int kind)
    {
        using var state = new FlatState();
        state.Parameters.Span.Clear();
        state.Step(FlatOptimizer.From(All[kind] with { LearningRate = 1, WeightDecay = 0 }), Enumerable.Repeat(1e-40f, FlatState.Length).ToArray());
        Assert.All(state.Parameters.Span.ToArray(), value => Assert.NotEqual(0, value));
        if (All[kind].Kind == OptimizerKind.Sgd) Assert.All(state.Parameters.Span.ToArray(), value => Assert.Equal(-1e-40f, value));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Update_ZeroGapFloats_StayZero(int kind)
    {
        using var state = new FlatState();
        state.Parameters.Span[^16..].Clear();
        for (var step = 0; step < 10; step++)
        {
            var gradient = FlatState.GradientOf(step);
            gradient.AsSpan()[^16..].Clear();
            state.Step(FlatOptimizer.From(All[kind]), gradient, 0.5f);
        }

        foreach (var buffer in new[] { state.Parameters, state.First, state.Second }) Assert.False(buffer.Span[^16..].ContainsAnyExcept(0f));
    }

    [Fact]
    public void Advance_Powers_AreRunningProducts()
    {
        var adam = FlatOptimizer.From(new OptimizerOptions { Beta1 = 0.5, Beta2 = 0.999 });
        var counters = Core.Training.OptimizerCounters.Initial;
        var product = 1.0;
        for (var step = 0; step < 1000; step++, product *= 0.999) counters = adam.Advance(counters);
        Assert.Equal(new Core.Training.OptimizerCounters(1000, Math.ScaleB(1, -1000), product), counters);
    }

    private static void Train(int kind, bool fused, FlatState state, out float[] parameters, out float[] first, out float[] second)
    {
        var optimizer = FlatOptimizer.From(All[kind]);
        var plain = new PlainOptimizer(All[kind], fused);
        (parameters, first, second) = (state.Parameters.Span.ToArray(), new float[FlatState.Length], new float[FlatState.Length]);
        for (var step = 0; step < Steps; step++)
        {
            var gradient = FlatState.GradientOf(step);
            state.Step(optimizer, gradient, 0.3f);
            plain.Step(parameters, gradient, first, second, 0.3f);
        }
    }

    private static void AssertSameBits(FlatState expected, FlatState actual)
    {
        Assert.Equal(PhaseAverage.Bits(expected.Parameters.Span), PhaseAverage.Bits(actual.Parameters.Span));
        Assert.Equal(PhaseAverage.Bits(expected.First.Span), PhaseAverage.Bits(actual.First.Span));
        Assert.Equal(PhaseAverage.Bits(expected.Second.Span), PhaseAverage.Bits(actual.Second.Span));
    }

    private static torch.optim.Optimizer TheirOptimizer(OptimizerOptions options, Parameter parameter) => options.Kind switch
    {
        OptimizerKind.Sgd => torch.optim.SGD([parameter], options.LearningRate, options.Momentum, 0, options.WeightDecay),
        OptimizerKind.Adam => torch.optim.Adam([parameter], options.LearningRate, options.Beta1, options.Beta2, options.Epsilon, options.WeightDecay),
        OptimizerKind.AdamW => torch.optim.AdamW([parameter], options.LearningRate, options.Beta1, options.Beta2, options.Epsilon, options.WeightDecay),
        _ => torch.optim.RMSProp([parameter], options.LearningRate, options.Beta2, options.Epsilon, options.WeightDecay, options.Momentum),
    };
}
