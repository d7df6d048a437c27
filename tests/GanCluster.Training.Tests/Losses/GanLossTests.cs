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
        Assert.Equal(Fake.Average(logit => Math.Log(1 - Sigmoid(logit))), new MinimaxLoss().Generator(fake, null).item<double>(), 1e-12);
        Assert.Equal(-Fake.Average(logit => Math.Log(Sigmoid(logit))), new NonSaturatingLoss().Generator(fake, null).item<double>(), 1e-12);
    }

    // log(σ(l)) would be −∞ long before.
    [Fact]
    public void Losses_ExtremeLogits_AreFinite()
    {
        using var scope = TorchSharp.torch.NewDisposeScope();
        var (real, fake) = (tensor(new[] { -1000f }), tensor(new[] { 1000f }));
        Assert.Equal(2000, new MinimaxLoss().Discriminator(real, fake).item<float>());
        Assert.Equal(-1000, new MinimaxLoss().Generator(fake, null).item<float>());
        Assert.Equal(1000, new NonSaturatingLoss().Generator(real, null).item<float>());
    }

    [Fact]
    public void Losses_WithoutProbabilities_AreTheFormulas()
    {
        using var scope = TorchSharp.torch.NewDisposeScope();
        var (real, fake) = (tensor(Real).reshape(3, 1), tensor(Fake).reshape(3, 1));
        Assert.Equal(Real.Average(l => (l - 1) * (l - 1)) / 2 + Fake.Average(l => l * l) / 2, new LeastSquaresLoss().Discriminator(real, fake).item<double>(), 1e-12);
        Assert.Equal(Fake.Average(l => (l - 1) * (l - 1)) / 2, new LeastSquaresLoss().Generator(fake, null).item<double>(), 1e-12);
        Assert.Equal(Real.Average(l => Math.Max(0, 1 - l)) + Fake.Average(l => Math.Max(0, 1 + l)), new HingeLoss().Discriminator(real, fake).item<double>(), 1e-12);
        Assert.Equal(-Fake.Average(), new HingeLoss().Generator(fake, null).item<double>(), 1e-12);
        Assert.Equal(Fake.Average() - Real.Average(), new WassersteinLoss().Discriminator(real, fake).item<double>(), 1e-12);
        Assert.Equal(-Fake.Average(), new WassersteinLoss().Generator(fake, null).item<double>(), 1e-12);
        Assert.Equal(-Real.Zip(Fake).Average(pair => Math.Log(Sigmoid(pair.First - pair.Second))), new RelativisticLoss().Discriminator(real, fake).item<double>(), 1e-12);
        Assert.Equal(-Real.Zip(Fake).Average(pair => Math.Log(Sigmoid(pair.Second - pair.First))), new RelativisticLoss().Generator(fake, real).item<double>(), 1e-12);
    }

    [Fact]
    public void LabelSmoothing_RealSamplesAlone_HaveTheSmootherTarget()
    {
        using var scope = TorchSharp.torch.NewDisposeScope();
        var (real, fake) = (tensor(Real).reshape(3, 1), tensor(Fake).reshape(3, 1));
        var expected = -Real.Average(l => 0.9 * Math.Log(Sigmoid(l)) + 0.1 * Math.Log(1 - Sigmoid(l))) - Fake.Average(l => Math.Log(1 - Sigmoid(l)));
        Assert.Equal(expected, new MinimaxLoss(0.1).Discriminator(real, fake).item<double>(), 1e-12);
        Assert.Equal(expected, new NonSaturatingLoss(0.1).Discriminator(real, fake).item<double>(), 1e-12);
        Assert.Equal(Real.Average(l => (l - 0.9) * (l - 0.9)) / 2 + Fake.Average(l => l * l) / 2, new LeastSquaresLoss(0.1).Discriminator(real, fake).item<double>(), 1e-12);
    }

    private static double Sigmoid(double logit) => 1 / (1 + Math.Exp(-logit));
}
