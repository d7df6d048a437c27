using GanCluster.Core.Data;
using GanCluster.Core.Identity;
using GanCluster.Core.Options;
using GanCluster.Core.Phases;

namespace GanCluster.Training.Tests.Engine;

/// <summary>A phase whose average isn't finite is skipped, on record, the same way whoever computed it.</summary>
public class NonFinitePhaseTests
{
    private const int Infinity = 0x7f800000, PositiveNaN = 0x7fc00000, NegativeNaN = unchecked((int)0xffc00000), PayloadNaN = 0x7fc12345;

    private static readonly RunOptions Options = TinyOptions.Of(NetworkKind.Mlp, Normalization.Group);

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void RunPhase_SomeSamplesNotFinite_IsSkippedAndNamesTheirShards(int lanes)
    {
        using var run = new TestRun(Options, Poisoned(1, (2, Infinity), (5, NegativeNaN)), lanes);
        run.Run(2);
        var (before, counters, lineage) = (PhaseAverage.BitsOf(run.Trainer), run.Trainer.Counters, run.Trainer.Lineage);

        var outcome = run.Run(1).Single();

        Assert.False(outcome.Applied);
        Assert.Equal([new ShardIndex(2), new ShardIndex(5)], outcome.NonFiniteShards);
        Assert.Equal((new PhaseNumber(2), PhaseKind.Discriminator), (outcome.Phase, outcome.Role.Kind));
        Assert.Equal(before, PhaseAverage.BitsOf(run.Trainer));
        Assert.Equal(counters with { Next = new PhaseNumber(3), Skipped = 1, SkippedInARow = 1 }, run.Trainer.Counters);
        Assert.NotEqual(lineage, run.Trainer.Lineage);

        Assert.True(run.Run(1).Single().Applied);
        Assert.Equal((1, 0), (run.Trainer.Counters.Skipped, run.Trainer.Counters.SkippedInARow));
    }

    [Fact]
    public void RunPhase_NaNsOfDifferentBits_HasOneDigestAndOneLineage()
    {
        var data = Poisoned(0, (0, PositiveNaN), (1, NegativeNaN), (2, PayloadNaN), (3, PositiveNaN), (4, Infinity), (5, NegativeNaN));
        var expected = RunOn(data, Options, lanes: 1, phases: 4);
        foreach (var lanes in new[] { 2, 3, 8 }) Assert.Equal(expected, RunOn(data, Options, lanes, phases: 4));
    }

    [Fact]
    public void RunPhase_LearningRateExplodes_SkipsInARowTheSameOnAnyLanes()
    {
        var options = TinyOptions.Of(optimizer: new OptimizerOptions { Kind = OptimizerKind.Sgd, LearningRate = 1e30 });
        using var run = new TestRun(options);
        var outcomes = run.Run(24);
        Assert.True(outcomes[0].Applied);
        Assert.True(run.Trainer.Counters.SkippedInARow >= 10);
        Assert.Equal(outcomes.Count(outcome => !outcome.Applied), run.Trainer.Counters.Skipped);
        Assert.NotEmpty(outcomes[^1].NonFiniteShards);

        var expected = (run.Trainer.Digest(), run.Trainer.Lineage);
        foreach (var lanes in new[] { 2, 3 }) Assert.Equal(expected, RunOn(new NoiseImages(1, 16, 16), options, lanes, phases: 24));
    }

    // Every shard finite, their sum not: no shard is to blame, and the phase is skipped all the same.
    [Fact]
    public void Commit_SumOverflows_IsSkippedWithoutNamingAShard()
    {
        using var run = new TestRun(Options);
        using var average = PhaseAverage.Of(run.Trainer);
        average.Span[3] = float.PositiveInfinity;
        var before = PhaseAverage.BitsOf(run.Trainer);
        var outcome = run.Trainer.Commit(average, [1], run.Lanes);
        Assert.False(outcome.Applied);
        Assert.Empty(outcome.NonFiniteShards);
        Assert.Equal(before, PhaseAverage.BitsOf(run.Trainer));
    }

    // Running statistics and losses are judged too, not only the gradient.
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Commit_BuffersOrStatisticsNotFinite_IsSkipped(int part)
    {
        using var run = new TestRun(TinyOptions.Of(NetworkKind.Mlp, Normalization.Batch));
        using var average = PhaseAverage.Of(run.Trainer);
        var network = run.Trainer.Discriminator;
        average.Span[(int)(part == 0 ? network.ParameterLength : network.Layout.Length)] = float.NaN;
        Assert.False(run.Trainer.Commit(average, [1], run.Lanes).Applied);
    }

    private static (Digest, Lineage) RunOn(ITrainingData data, RunOptions options, int lanes, int phases)
    {
        using var run = new TestRun(options, data, lanes);
        Assert.Contains(run.Run(phases), outcome => !outcome.Applied);
        return (run.Trainer.Digest(), run.Trainer.Lineage);
    }

    /// <summary>Poison in the samples that some shards of a step read.</summary>
    private static PoisonedImages Poisoned(int step, params (int Shard, int Bits)[] shards)
    {
        var training = Options.Training;
        var order = new SampleOrder(new NoiseImages(1, 16, 16).Count, training.Seed);
        return new PoisonedImages(shards.ToDictionary(
            entry => order.SampleAt(((long)step * training.Shards + entry.Shard) * training.ShardBatch + 1), entry => entry.Bits));
    }
}
