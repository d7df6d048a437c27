using GanCluster.Core.Options;
using GanCluster.Core.Phases;
using GanCluster.Core.Schedules;
using GanCluster.Core.Training;
using GanCluster.Training.Losses;
using GanCluster.Training.Native;
using GanCluster.Training.Regularizers;
using TorchSharp;
using static TorchSharp.torch;

namespace GanCluster.Training.Steps;

/// <summary>
/// The two phases of a GAN step on one shard, as in algorithm 1 of Goodfellow et al. 2014: the discriminator ascends its loss over real and
/// generated samples, then the generator descends its own. Both only compute gradients; averaging and the update come after, at the commit.
/// </summary>
/// <param name="sampleShape">Of the data: <c>[channels, height, width]</c> for images.</param>
public sealed class GanStep(RunOptions options, IReadOnlyList<long> sampleShape)
{
    private readonly IGanLoss _loss = GanLoss.From(options.Loss);
    private readonly IReadOnlyList<IPenalty> _penalties = Penalties.From(options.Loss);
    private readonly Schedule _penaltySchedule = new(options.Loss.PenaltySchedule, options.Training.Horizon);
    private readonly DiscriminatorView _view = new(options.Augmentation, options.Loss);
    private readonly BatchDiversity _diversity = new(sampleShape.Count == 1 ? BatchDiversity.OfPoints : BatchDiversity.OfImages);
    private readonly bool _compares = options.Training.ShardBatch > 1;
    private readonly bool _arePoints = sampleShape.Count == 1;

    /// <summary>Whether the generator's phase needs real samples.</summary>
    public bool Pairs => _loss.Pairs;

    /// <summary>Names of the statistics that a phase reports, in the order in which <see cref="ShardGradient"/> has them.</summary>
    public IReadOnlyList<string> StatisticsOf(PhaseRole role)
    {
        if (role.Kind == PhaseKind.Generator) return [StatisticNames.Loss, StatisticNames.FakeScore];
        List<string> names = [StatisticNames.Loss, StatisticNames.RealScore, StatisticNames.FakeScore];
        foreach (var penalty in _penalties)
        {
            if (penalty.IsDue(role)) names.Add(penalty.Statistic);
        }

        names.Add(StatisticNames.RealSign);
        if (_compares) names.AddRange([StatisticNames.RealSimilarity, StatisticNames.FakeSimilarity]);
        if (_compares && _arePoints) names.AddRange([StatisticNames.RealNearness, StatisticNames.CrossNearness]);
        return names;
    }

    public ShardGradient Discriminator(LaneNetwork generator, LaneNetwork discriminator, ShardInputs shard)
    {
        Tensor real, fake, generated;
        using (no_grad())
        {
            real = _view.Of(shard.Real!, shard);
            generated = generator.Forward(shard.Latent, shard.FakeClasses);
            fake = _view.Of(generated, shard);
        }

        var (atReal, atFake) = (_penalties.Any(penalty => penalty.AtReal && penalty.IsDue(shard.Role)), _penalties.Any(penalty => penalty.AtFake && penalty.IsDue(shard.Role)));
        if (atReal) real.requires_grad_(true);
        if (atFake) fake.requires_grad_(true);

        var (realLogits, fakeLogits) = Judge(discriminator, real, fake, shard, apart: atReal && atFake);
        var objective = _loss.Discriminator(realLogits, fakeLogits);
        List<Tensor> statistics = [objective, Probability(realLogits), Probability(fakeLogits)];

        var pass = new DiscriminatorPass(discriminator, real, realLogits, fake, fakeLogits, shard.RealClasses, shard.Noise);
        foreach (var penalty in _penalties)
        {
            if (!penalty.IsDue(shard.Role)) continue;
            var summand = penalty.Of(pass).Times(_penaltySchedule.At(shard.Role.Step));
            objective = objective.Plus(summand);
            statistics.Add(summand);
        }

        var gradients = autograd.grad([objective], discriminator.Parameters, allow_unused: true);
        return new ShardGradient(gradients!, statistics, Watched(shard.Real!, generated, realLogits, real, fake));
    }

    public ShardGradient Generator(LaneNetwork generator, LaneNetwork discriminator, ShardInputs shard)
    {
        var fake = _view.Of(generator.Forward(shard.Latent, shard.FakeClasses), shard);
        Tensor? realLogits = null;
        Tensor fakeLogits;
        if (!Pairs) fakeLogits = discriminator.Forward(fake, shard.FakeClasses);
        else (realLogits, fakeLogits) = Judge(discriminator, _view.Of(shard.Real!, shard), fake, shard, apart: false);
        var objective = _loss.Generator(fakeLogits, realLogits);

        var gradients = autograd.grad([objective], generator.Parameters, allow_unused: true);
        return new ShardGradient(gradients!, [objective, Probability(fakeLogits)], []);
    }

    // One pass over both halves is faster, but batch normalization must not mix the statistics of real and generated samples, and two gradients by samples would
    // each go back through both halves.
    private static (Tensor Real, Tensor Fake) Judge(LaneNetwork discriminator, Tensor real, Tensor fake, ShardInputs shard, bool apart)
    {
        if (apart || discriminator.HasBatchStatistics) return (discriminator.Forward(real, shard.RealClasses), discriminator.Forward(fake, shard.FakeClasses));
        var classes = shard.RealClasses is null ? null : cat([shard.RealClasses, shard.FakeClasses!], 0);
        var logits = discriminator.Forward(cat([real, fake], 0), classes);
        return (logits.narrow(0, 0, real.shape[0]), logits.narrow(0, real.shape[0], fake.shape[0]));
    }

    private static Tensor Probability(Tensor logits)
    {
        using var noGradients = no_grad();
        return logits.sigmoid().mean();
    }

    private float[] Watched(Tensor real, Tensor generated, Tensor realLogits, Tensor realView, Tensor fakeView)
    {
        var sign = MeanSign(realLogits);
        if (!_compares) return [sign];
        var (ofReal, ofFake) = _diversity.Similarities(real, generated);
        if (!_arePoints) return [sign, ofReal, ofFake];
        // Without the packing, whose samples follow one another.
        var (within, between) = BatchNearness.Of(realView.detach().reshape(real.shape), fakeView.detach().reshape(real.shape));
        return [sign, ofReal, ofFake, within, between];
    }

    // Without libtorch: a tenth of the time, and a sum of whole numbers has no order.
    private static unsafe float MeanSign(Tensor logits)
    {
        using var here = logits.device_type == DeviceType.CPU && logits.is_contiguous() ? null : logits.detach().cpu().contiguous();
        var values = FlatPointer.Of(here ?? logits);
        var (count, sum) = (logits.NumberOfElements, 0f);
        for (long i = 0; i < count; i++) sum += float.IsNaN(values[i]) ? float.NaN : Math.Sign(values[i]);
        return sum / count;
    }
}
