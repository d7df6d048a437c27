using GanCluster.Core.Options;
using GanCluster.Training.Losses;
using static TorchSharp.torch;

namespace GanCluster.Training.Tests.Losses;

public class GanLossTests
{
    private static readonly double[] Real = [-2, 0.5, 3], Fake = [-1, 0.25, 2];

    [Fact]
    public void Losses_SomeLogits_AreTheFormulas()
    {
        using var scope = TorchSharp.torch.NewDisposeScope();
        var (real, fake) = (tensor(Real).reshape(3, 1), tensor(Fake).reshape(3, 1));
        var discriminator = -Real.Average(logit => Math.Log(Sigmoid(logit))) - Fake.Average(logit => Math.Log(1 - Sigmoid(logit)));
        foreach (IGanLoss loss in new IGanLoss[] { new MinimaxLoss(), new NonSaturatingLoss() })
            Assert.Equal(discriminator, loss.Discriminator(real, fake).item<double>(), 1e-12);
        Assert.Equal(Fake.Average(logit => Math.Log(1 - Sigmoid(logit))), new MinimaxLoss().Generator(fake).item<double>(), 1e-12);
        Assert.Equal(-Fake.Average(logit => Math.Log(Sigmoid(logit))), new NonSaturatingLoss().Generator(fake).item<double>(), 1e-12);
    }

    // log(σ(l)) would be −∞ long before.
    [Fact]
    public void Losses_ExtremeLogits_AreFinite()
    {
        using var scope = TorchSharp.torch.NewDisposeScope();
        var (real, fake) = (tensor(new[] { -1000f }), tensor(new[] { 1000f }));
        Assert.Equal(2000, new MinimaxLoss().Discriminator(real, fake).item<float>());
        Assert.Equal(-1000, new MinimaxLoss().Generator(fake).item<float>());
        Assert.Equal(1000, new NonSaturatingLoss().Generator(real).item<float>());
    }

    // D(x) = 3·x₁ − 4·x₂ has ‖∇D‖² = 25 everywhere.
    [Fact]
    public void R1_LinearDiscriminator_IsItsSlope()
    {
        using var scope = TorchSharp.torch.NewDisposeScope();
        var real = tensor(new[] { 1.0, 2, 3, 4, 5, 6 }).reshape(3, 2).requires_grad_(true);
        var logits = real.matmul(tensor(new[] { 3.0, -4 }).reshape(2, 1));
        Assert.Equal(0.2 / 2 * 7 * 25, new R1Penalty(new LossOptions { R1 = 0.2, R1Every = 7 }).Penalty(real, logits).item<double>(), 1e-12);
    }

    [Fact]
    public void IsDue_EveryThird_StartsWithTheFirst()
    {
        var penalty = new R1Penalty(new LossOptions { R1 = 1, R1Every = 3 });
        Assert.Equal([0, 3, 6], Enumerable.Range(0, 9).Where(phase => penalty.IsDue(phase)));
        Assert.False(new R1Penalty(new LossOptions { R1 = 0 }).IsDue(0));
    }

    private static double Sigmoid(double logit) => 1 / (1 + Math.Exp(-logit));
}
