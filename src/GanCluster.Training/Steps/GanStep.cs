using GanCluster.Core.Options;
using GanCluster.Core.Training;
using GanCluster.Training.Losses;
using static TorchSharp.torch;

namespace GanCluster.Training.Steps;

/// <summary>
/// The two phases of a GAN step on one shard, as in algorithm 1 of Goodfellow et al. 2014: the discriminator ascends its loss over real and
/// generated samples, then the generator descends its own. Both only compute gradients; averaging and the update come after, at the commit.
/// </summary>
public sealed class GanStep(IGanLoss loss, R1Penalty r1)
{
    public static IReadOnlyList<string> DiscriminatorStatistics { get; } =
        [StatisticNames.Loss, StatisticNames.RealScore, StatisticNames.FakeScore, StatisticNames.R1];

    public static IReadOnlyList<string> GeneratorStatistics { get; } = [StatisticNames.Loss, StatisticNames.FakeScore];

    public static GanStep From(LossOptions options) => new(
        options.Kind switch
        {
            LossKind.Minimax => new MinimaxLoss(),
            LossKind.NonSaturating => new NonSaturatingLoss(),
            _ => throw new ArgumentOutOfRangeException(nameof(options)),
        },
        new R1Penalty(options));

    /// <param name="real"><c>[batch, ...sample]</c></param>
    /// <param name="latent"><c>[batch, latent]</c></param>
    /// <param name="ordinal">Which discriminator phase of the run this is, from 0.</param>
    public ShardGradient Discriminator(LaneNetwork generator, LaneNetwork discriminator, Tensor real, Tensor latent, long ordinal)
    {
        Tensor fake;
        using (no_grad()) fake = generator.Forward(latent);
        var penalize = r1.IsDue(ordinal);
        if (penalize) real.requires_grad_(true);

        var (realLogits, fakeLogits) = Judge(discriminator, real, fake);
        var objective = loss.Discriminator(realLogits, fakeLogits);
        var penalty = penalize ? r1.Penalty(real, realLogits) : zeros(1, device: real.device).squeeze();

        var gradients = autograd.grad([penalize ? objective + penalty : objective], discriminator.Parameters, allow_unused: true);
        return new ShardGradient(gradients!, [objective, Probability(realLogits), Probability(fakeLogits), penalty]);
    }

    /// <param name="latent"><c>[batch, latent]</c></param>
    public ShardGradient Generator(LaneNetwork generator, LaneNetwork discriminator, Tensor latent)
    {
        var fakeLogits = discriminator.Forward(generator.Forward(latent));
        var objective = loss.Generator(fakeLogits);

        var gradients = autograd.grad([objective], generator.Parameters, allow_unused: true);
        return new ShardGradient(gradients!, [objective, Probability(fakeLogits)]);
    }

    // One pass over both halves is faster, but batch normalization must not mix the statistics of real and generated samples.
    private static (Tensor Real, Tensor Fake) Judge(LaneNetwork discriminator, Tensor real, Tensor fake)
    {
        if (discriminator.HasBatchStatistics) return (discriminator.Forward(real), discriminator.Forward(fake));
        var logits = discriminator.Forward(cat([real, fake], 0));
        return (logits.narrow(0, 0, real.shape[0]), logits.narrow(0, real.shape[0], fake.shape[0]));
    }

    private static Tensor Probability(Tensor logits)
    {
        using var noGradients = no_grad();
        return logits.sigmoid().mean();
    }
}
