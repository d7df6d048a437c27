using GanCluster.Core.Averaging;
using GanCluster.Core.Compute;
using GanCluster.Core.Identity;
using GanCluster.Core.Options;
using GanCluster.Training.Engine;

namespace GanCluster.Training.Tests.Engine;

/// <summary>The same bytes, however the shards are computed.</summary>
public class DigestTests
{
    private const int Phases = 20;

    [Theory]
    [InlineData(NetworkKind.Dcgan, Normalization.None)]
    [InlineData(NetworkKind.Dcgan, Normalization.Batch)]
    [InlineData(NetworkKind.Mlp, Normalization.Batch)]
    [InlineData(NetworkKind.Mlp, Normalization.Group)]
    public void Digest_AnyLanes_IsTheSame(NetworkKind kind, Normalization normalization)
    {
        var options = Small(kind, normalization);
        var expected = Run(options, lanes: 1);
        foreach (var lanes in new[] { 2, 3, 5 }) Assert.Equal(expected, Run(options, lanes));
    }

    [Fact]
    public void Digest_DropoutAnyLanes_IsTheSame()
    {
        var expected = Run(TinyOptions.Paper(), lanes: 1);
        foreach (var lanes in new[] { 2, 5 }) Assert.Equal(expected, Run(TinyOptions.Paper(), lanes));
    }

    // The first update has no momentum to speak of, and from the horizon on the schedule stands at its final share.
    [Fact]
    public void Digest_MomentumThatRisesAtOnce_IsThatOfTheHigherMomentum()
    {
        var options = TinyOptions.Paper();
        Assert.Equal(Run(WithMomentum(0.7, new ScheduleOptions()), 1), Run(WithMomentum(0.5, new ScheduleOptions { Kind = ScheduleKind.Linear, Final = 1.4 }), 1));
        Assert.NotEqual(Run(WithMomentum(0.7, new ScheduleOptions()), 1), Run(WithMomentum(0.5, new ScheduleOptions()), 1));

        RunOptions WithMomentum(double momentum, ScheduleOptions schedule) => options with
        {
            Generator = options.Generator with { Optimizer = options.Generator.Optimizer with { Momentum = momentum, MomentumSchedule = schedule, Schedule = new ScheduleOptions() } },
            Discriminator = options.Discriminator with { Optimizer = options.Discriminator.Optimizer with { Momentum = momentum, MomentumSchedule = schedule, Schedule = new ScheduleOptions() } },
            Training = options.Training with { Horizon = 1 },
        };
    }

    [Fact]
    public void Digest_ShuffledShards_IsTheSame()
    {
        var options = Small(NetworkKind.Dcgan, Normalization.Batch);
        IReadOnlyList<IReadOnlyList<ShardIndex>> shuffled = [[new(6), new(0), new(3)], [new(7), new(1), new(5), new(4), new(2)]];
        Assert.Equal(Run(options, 1), Run(options, 2, assignment: shuffled));
    }

    [Theory]
    [InlineData(16, false)]
    [InlineData(48, false)]
    [InlineData(0, true)]
    public void Digest_OtherPlacement_IsTheSame(long shift, bool copy)
    {
        var options = Small(NetworkKind.Dcgan, Normalization.Batch);
        Assert.Equal(Run(options, 1), Run(options, 2, placement: new TrainerPlacement(shift, copy)));
    }

    [Fact]
    public void Digest_OtherSeed_Differs()
    {
        var options = Small(NetworkKind.Mlp, Normalization.None);
        var other = options with { Training = options.Training with { Seed = 2 } };
        Assert.NotEqual(Run(options, 1), Run(other, 1));
    }

    internal static RunOptions Small(NetworkKind kind, Normalization normalization) => new()
    {
        Generator = new GeneratorOptions { Kind = kind, Channels = 8, Hidden = [32, 48], Latent = 10, Normalization = normalization, Groups = 4 },
        Discriminator = new NetworkOptions { Kind = kind, Channels = 8, Hidden = [48, 32], Normalization = normalization, Groups = 4 },
        Loss = new LossOptions { R1 = normalization == Normalization.Batch ? 0 : 1, R1Every = 4 },
        Training = new TrainingOptions { Shards = 8, ShardBatch = 4 },
    };

    private static (Digest, Lineage) Run(
        RunOptions options, int lanes, TrainerPlacement? placement = null, IReadOnlyList<IReadOnlyList<ShardIndex>>? assignment = null)
    {
        using var trainer = new GanTrainer(options, new NoiseImages(1, 28, 28), lanes, placement);
        using var pool = new LanePool(lanes, trainer.EnterLane);
        using var engine = new LocalEngine(trainer, pool, assignment);
        for (var phase = 0; phase < Phases; phase++) Assert.True(engine.RunPhase().Applied);
        Assert.All(engine.ShardsByLane, count => Assert.True(count > 0));
        return (trainer.Digest(), trainer.Lineage);
    }
}
