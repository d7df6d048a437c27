using GanCluster.Core.Options;
using GanCluster.Core.Phases;
using GanCluster.Core.Training;
using GanCluster.Training.Losses;
using GanCluster.Training.Native;
using static TorchSharp.torch;

namespace GanCluster.Training.Steps;

/// <summary>
/// The two phases of a GAN step on one shard, as in algorithm 1 of Goodfellow et al. 2014: the discriminator ascends its loss over real and
/// generated samples, then the generator descends its own. Both only compute gradients; averaging and the update come after, at the commit.
/// </summary>
public sealed class GanStep(IGanLoss loss, R1Penalty r1)
{
    private static readonly string[] ForGenerator = [StatisticNames.Loss, StatisticNames.FakeScore];
    private static readonly string[] ForDiscriminator = [StatisticNames.Loss, StatisticNames.RealScore, StatisticNames.FakeScore];
    private static readonly string[] WithPenalty = [.. ForDiscriminator, StatisticNames.R1];

    public static GanStep From(LossOptions options) => new(
        options.Kind switch
        {
            LossKind.Minimax => new MinimaxLoss(),
            LossKind.NonSaturating => new NonSaturatingLoss(),
            _ => throw new ArgumentOutOfRangeException(nameof(options)),
        },
        new R1Penalty(options));

    /// <summary>Names of the statistics that a phase reports, in the order in which <see cref="ShardGradient"/> has them.</summary>
    public IReadOnlyList<string> StatisticsOf(PhaseRole role) =>
        role.Kind == PhaseKind.Generator ? ForGenerator : r1.IsDue(role.Ordinal) ? WithPenalty : ForDiscriminator;

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
        Tensor[] statistics = [objective, Probability(realLogits), Probability(fakeLogits)];
        if (penalize)
        {
            var penalty = r1.Penalty(real, realLogits);
            objective = objective.Plus(penalty);
            statistics = [.. statistics, penalty];
        }

        var gradients = autograd.grad([objective], discriminator.Parameters, allow_unused: true);
        return new ShardGradient(gradients!, statistics);
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
