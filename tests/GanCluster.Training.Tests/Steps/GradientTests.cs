using GanCluster.Core.Data;
using GanCluster.Core.Options;
using GanCluster.Core.Phases;
using GanCluster.Training.Tests.Engine;
using TorchSharp;
using static TorchSharp.torch;

namespace GanCluster.Training.Tests.Steps;

/// <summary>
/// The averaged gradient of eight shards is the gradient of the whole batch: against float64 in one pass, and against differences of the loss.
/// </summary>
public class GradientTests
{
    private static readonly LossOptions NonSaturating = new() { Kind = LossKind.NonSaturating };

    public static TheoryData<NetworkKind, LossKind, PhaseKind, double> Phases()
    {
        var phases = new TheoryData<NetworkKind, LossKind, PhaseKind, double>();
        foreach (var kind in Enum.GetValues<NetworkKind>())
        {
            foreach (var loss in Enum.GetValues<LossKind>())
            {
                phases.Add(kind, loss, PhaseKind.Discriminator, 0);
                phases.Add(kind, loss, PhaseKind.Generator, 0);
                phases.Add(kind, loss, PhaseKind.Discriminator, 3);
            }
        }

        return phases;
    }

    [Theory]
    [MemberData(nameof(Phases))]
    public void Average_EightShards_IsTheWholeBatchInDoublePrecision(NetworkKind kind, LossKind loss, PhaseKind phase, double r1)
    {
        using var scope = NewDisposeScope();
        var options = TinyOptions.Of(kind, loss: new LossOptions { Kind = loss, R1 = r1, R1Every = 2 });
        var data = new NoiseImages(kind == NetworkKind.Mlp ? 1 : 3, 16, 16);
        using var run = Arrive(options, data, phase);
        var (ours, reference) = Both(run, options, data, phase, withR1: r1 > 0);
        AssertClose(reference, ours, kind == NetworkKind.Resnet ? 3e-5 : 1e-5);
    }

    [Theory]
    [InlineData(Activation.Relu)]
    [InlineData(Activation.Elu)]
    [InlineData(Activation.Tanh)]
    [InlineData(Activation.Silu)]
    public void Average_EachActivationUnderR1_IsTheWholeBatchInDoublePrecision(Activation activation)
    {
        using var scope = NewDisposeScope();
        var options = TinyOptions.Of(activation: activation, loss: NonSaturating with { R1 = 3, R1Every = 2 });
        var data = new NoiseImages(1, 16, 16);
        using var run = Arrive(options, data, PhaseKind.Discriminator);
        var (ours, reference) = Both(run, options, data, PhaseKind.Discriminator, withR1: true);
        AssertClose(reference, ours, 1e-5);
    }

    [Fact]
    public void Average_PhaseWithoutDuePenalty_HasNone()
    {
        using var scope = NewDisposeScope();
        var options = TinyOptions.Of(loss: NonSaturating with { R1 = 3, R1Every = 2 });
        var data = new NoiseImages(1, 16, 16);
        using var run = new TestRun(options, data);
        run.Run(2);
        var (ours, reference) = Both(run, options, data, PhaseKind.Discriminator, withR1: false);
        AssertClose(reference, ours, 1e-5);
    }

    // Along a direction that holds every parameter: (L(θ + εv) − L(θ − εv)) / 2ε is ∇L·v. Tanh has no corner that the difference could cross.
    [Theory]
    [MemberData(nameof(Phases))]
    public void Average_AnyDirection_IsTheCentralDifferenceOfTheLoss(NetworkKind kind, LossKind loss, PhaseKind phase, double r1)
    {
        var options = TinyOptions.Of(kind, activation: Activation.Tanh, loss: new LossOptions { Kind = loss, R1 = r1, R1Every = 2 });
        AssertSlopes(options, new NoiseImages(1, 16, 16), phase, r1);
    }

    // Maxout has corners too, but here none lies between the two ends.
    [Theory]
    [InlineData(PhaseKind.Discriminator, 0)]
    [InlineData(PhaseKind.Discriminator, 3)]
    [InlineData(PhaseKind.Generator, 0)]
    public void Average_MaxoutUnderDropout_IsTheCentralDifferenceOfTheLoss(PhaseKind phase, double r1)
    {
        var options = TinyOptions.Paper();
        options = options with { Generator = options.Generator with { Activation = Activation.Tanh }, Loss = options.Loss with { R1 = r1, R1Every = 2 } };
        AssertSlopes(options, new NoiseImages(1, 16, 16), phase, r1);
    }

    private static void AssertSlopes(RunOptions options, ITrainingData data, PhaseKind phase, double r1)
    {
        using var scope = NewDisposeScope();
        const double Epsilon = 1e-5;
        using var run = Arrive(options, data, phase);
        var (ours, _) = Both(run, options, data, phase, r1 > 0);
        var gan = new DoubleGan(run.Trainer, options, data);
        var parameters = phase == PhaseKind.Generator ? gan.Generator : gan.Discriminator;
        var random = new KeyedRandom(5);
        for (var direction = 0; direction < 3; direction++)
        {
            var slope = 0.0;
            var directions = new Dictionary<string, Tensor>();
            foreach (var (name, gradient) in ours)
            {
                // Towards the gradient in part, so that the slope isn't a small difference of large numbers.
                var noise = new double[gradient.numel()];
                for (var i = 0; i < noise.Length; i++) noise[i] = random.NextNormal();
                directions[name] = gradient / (gradient.norm() + 1e-30) + 0.05 * tensor(noise).reshape(gradient.shape);
                slope += (gradient * directions[name]).sum().item<double>();
            }

            var difference = (LossAt(Epsilon) - LossAt(-Epsilon)) / (2 * Epsilon);
            Assert.Equal(difference, slope, 1e-5 * Math.Abs(difference));

            double LossAt(double distance)
            {
                foreach (var (name, along) in directions) Move(parameters[name], along, distance);
                var value = Loss(gan, phase, r1 > 0).item<double>();
                foreach (var (name, along) in directions) Move(parameters[name], along, -distance);
                return value;
            }
        }
    }

    // The generator's phase is the second of a step; where the phase is the discriminator's, the third has a penalty due (ordinal 2) and two updates behind it.
    internal static TestRun Arrive(RunOptions options, ITrainingData data, PhaseKind phase)
    {
        var run = new TestRun(options, data);
        run.Run(phase == PhaseKind.Generator ? 3 : 4);
        return run;
    }

    internal static (Dictionary<string, Tensor> Ours, Dictionary<string, Tensor> Reference) Both(
        TestRun run, RunOptions options, ITrainingData data, PhaseKind phase, bool withR1)
    {
        var network = phase == PhaseKind.Generator ? run.Trainer.Generator : run.Trainer.Discriminator;
        using var average = PhaseAverage.Of(run.Trainer);
        var ours = network.Layout.Entries.Take(network.ParameterCount).ToDictionary(
            entry => entry.Name,
            entry => tensor(average.Span.Slice((int)entry.Offset, (int)entry.Length).ToArray()).to(float64).reshape([.. entry.Shape]));

        var gan = new DoubleGan(run.Trainer, options, data);
        var parameters = phase == PhaseKind.Generator ? gan.Generator : gan.Discriminator;
        var names = ours.Keys.ToArray();
        var gradients = autograd.grad([Loss(gan, phase, withR1)], [.. names.Select(name => parameters[name])], allow_unused: true);
        return (ours, names.Zip(gradients).ToDictionary(pair => pair.First, pair => pair.Second ?? zeros_like(parameters[pair.First])));
    }

    private static Tensor Loss(DoubleGan gan, PhaseKind phase, bool withR1) =>
        phase == PhaseKind.Generator ? gan.GeneratorLoss() : gan.DiscriminatorLoss(withR1);

    private static void Move(Tensor parameter, Tensor along, double distance)
    {
        using var noGradients = no_grad();
        parameter.add_(along, distance);
    }

    /// <param name="relative">To the norm, and to the largest value.</param>
    internal static void AssertClose(Dictionary<string, Tensor> reference, Dictionary<string, Tensor> ours, double relative)
    {
        Assert.Equal(ours.Keys.Order(), reference.Keys.Order());
        foreach (var (name, expected) in reference)
        {
            // Some losses see differences of logits alone: to them the last bias is nothing.
            if (name == "output.bias" && expected.abs().max().item<double>() < 1e-12) Assert.InRange(ours[name].abs().max().item<double>(), 0, 1e-6);
            else AssertClose(expected, ours[name], relative, name);
        }
    }

    private static void AssertClose(Tensor expected, Tensor actual, double relative, string name)
    {
        var size = expected.norm().item<double>();
        Assert.True(size > 1e-9, $"{name}: the gradient is zero, which proves nothing");
        Assert.True((actual - expected).norm().item<double>() <= relative * size, $"{name}: {(actual - expected).norm().item<double>() / size:g3}");
        var largest = expected.abs().max().item<double>();
        Assert.True((actual - expected).abs().max().item<double>() <= relative * largest, $"{name}: {(actual - expected).abs().max().item<double>() / largest:g3}");
    }
}
