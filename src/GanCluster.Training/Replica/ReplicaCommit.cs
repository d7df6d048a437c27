using GanCluster.Core.Averaging;
using GanCluster.Core.Compute;
using GanCluster.Core.Identity;
using GanCluster.Core.Memory;
using GanCluster.Core.Options;
using GanCluster.Core.Phases;
using GanCluster.Core.Training;
using GanCluster.Core.Watch;
using GanCluster.Training.Optimizers;

namespace GanCluster.Training.Replica;

/// <summary>
/// Applies an average to a replica: it is judged (finite? what norm?), chunks that somebody had at hand ahead of it, then everything changes or nothing but the counters.
/// The update runs over chunks on all lanes; the sum that decides is taken in the chunks' order.
/// </summary>
/// <param name="figure">Name of what evaluations measure.</param>
public sealed unsafe class ReplicaCommit(GanReplica replica, PhaseSchedule schedule, RunOptions options, string figure = "")
{
    private readonly OptimizerSchedules _generatorSchedules = new(options.Generator.Optimizer, options.Training.Horizon);
    private readonly OptimizerSchedules _discriminatorSchedules = new(options.Discriminator.Optimizer, options.Training.Horizon);
    private readonly ChunkQueue _chunks = new();
    private readonly CollapseRule _watch = new(options);
    private readonly double[] _squares = NotInspected(Math.Max(replica.Generator.Network.ParameterLength, replica.Discriminator.Network.ParameterLength));

    /// <summary>Takes the sum of squares of the part of a chunk that is gradient, ahead of <see cref="Apply"/>.</summary>
    public void Inspect(AlignedBuffer average, ContributionLayout layout, int chunk)
    {
        var offset = (long)chunk * ChunkChecksums.ChunkLength;
        var length = Math.Min(ChunkChecksums.ChunkLength, layout.GradientLength - offset);
        if (length > 0) _squares[chunk] = GradientScan.SumOfSquares(average.Pointer + offset, length);
    }

    /// <summary>The replica, as it stands, is one at which the watch ends the run.</summary>
    public bool HasCollapsed => schedule.IsStepBoundary(replica.Counters.Next) && _watch.EndsRun(replica.Watch, schedule.StepsBefore(replica.Counters.Next));

    /// <summary>Where the replica ends a step that brings what an evaluation came to.</summary>
    public EvaluationVerdict? Evaluation => replica.Evaluation?.VerdictAt(replica.Counters.Next, figure, options.Evaluation.Patience);

    /// <summary>Forgets what was inspected of an average that won't be applied.</summary>
    public void Forget() => Array.Fill(_squares, double.NegativeInfinity);

    /// <param name="average">Its layout is <paramref name="layout"/>'s.</param>
    public PhaseOutcome Apply(AlignedBuffer average, ContributionLayout layout, ReadOnlySpan<ulong> checksums, ILanes lanes)
    {
        var phase = replica.Counters.Next;
        var role = schedule.RoleOf(phase);
        var norm = Norm(average, layout);
        var applied = double.IsFinite(norm) && IsFinite(average, layout.BuffersOffset, layout.FlagsOffset);
        Forget();
        var statistics = Statistics(average, layout);
        if (applied) Update(role, average, layout, norm, lanes);
        if (applied && replica.Augmentation is { } augmentation && role.Kind == PhaseKind.Discriminator)
        {
            augmentation.Follow(statistics[StatisticNames.RealSign]);
            statistics[StatisticNames.Augmentation] = augmentation.Strength;
        }

        replica.Lineage = replica.Lineage.After(phase, checksums);
        replica.Counters = Advance(role.Kind, applied);
        var outcome = new PhaseOutcome(phase, role, applied, NonFiniteShards(average, layout), norm, statistics);
        var (watch, verdict) = _watch.After(replica.Watch, outcome, replica.Counters.SkippedInARow);
        Follow(watch);
        replica.Evaluation?.Follow(replica.Counters.Next, replica.CopySamplingGenerator);
        return outcome with { Verdict = verdict, Evaluation = Evaluation };
    }

    private void Follow(WatchState watch)
    {
        var before = replica.Watch;
        replica.Watch = watch;
        if (replica.Healthy is not { } copy) return;
        if (watch.Rollbacks > before.Rollbacks) replica.Counters = copy.PutBack(replica.Counters);
        else if (watch.HealthyStep > before.HealthyStep) copy.Take(replica.Counters);
    }

    // In the chunks' order, whoever has inspected them.
    private double Norm(AlignedBuffer average, ContributionLayout layout)
    {
        var sum = 0.0;
        for (var chunk = 0; chunk < ChunkChecksums.CountFor(layout.GradientLength); chunk++)
        {
            if (_squares[chunk] < 0) Inspect(average, layout, chunk);
            sum += _squares[chunk];
        }

        return Math.Sqrt(sum);
    }

    private static double[] NotInspected(long gradientLength)
    {
        var squares = new double[ChunkChecksums.CountFor(gradientLength)];
        Array.Fill(squares, double.NegativeInfinity);
        return squares;
    }

    private void Update(PhaseRole role, AlignedBuffer average, ContributionLayout layout, double norm, ILanes lanes)
    {
        var kind = role.Kind;
        var network = replica.Of(kind);
        var counters = network.Optimizer.Advance(CountersOf(kind));
        // PyTorch's clip_grad_norm_: the same formula, with its 1e-6 against a division by zero.
        var scale = network.ClipNorm > 0 && norm > network.ClipNorm ? (float)(network.ClipNorm / (norm + 1e-6)) : 1f;
        var factors = (kind == PhaseKind.Generator ? _generatorSchedules : _discriminatorSchedules).At(role.Step);
        factors = factors with { Rate = factors.Rate * _watch.Rate(replica.Watch) };
        var moving = kind == PhaseKind.Generator ? replica.Average : null;
        var decay = DecayAt(counters.Updates);
        var bound = kind == PhaseKind.Discriminator ? (float)options.Loss.WeightClip : 0;

        _chunks.Start(layout.GradientLength);
        lanes.Run(_ =>
        {
            while (_chunks.TryTake(out var _, out var offset, out var length))
            {
                network.Optimizer.Update(counters, factors, scale, network.Range(average.Pointer, offset, length));
                if (bound > 0) WeightClip.Apply(network.Values + offset, bound, length);
                if (moving is not null) MovingAverage.Update(moving.Pointer + offset, network.Values + offset, decay, length);
            }
        });

        RawFloats.Copy(average.Pointer + layout.BuffersOffset, network.Values + layout.BuffersOffset, network.Network.StatisticsLength);
        SpectralVectors.Advance(network, lanes);
        if (moving is not null) RawFloats.Copy(network.Values + layout.BuffersOffset, moving.Pointer + layout.BuffersOffset, network.Network.Layout.Length - layout.BuffersOffset);
    }

    // With a warm-up the first updates count for more: TensorFlow's ExponentialMovingAverage, where the warm-up is 10.
    private double DecayAt(long updates)
    {
        var (decay, warmup) = (options.Generator.MovingAverage, options.Generator.AverageWarmup);
        return warmup == 0 ? decay : Math.Min(decay, (1.0 + updates) / (warmup + updates));
    }

    private ReplicaCounters Advance(PhaseKind kind, bool applied)
    {
        var counters = replica.Counters with { Next = replica.Counters.Next.Next };
        if (!applied) return counters with { Skipped = counters.Skipped + 1, SkippedInARow = counters.SkippedInARow + 1 };
        var optimizer = replica.Of(kind).Optimizer.Advance(CountersOf(kind));
        counters = counters with { SkippedInARow = 0 };
        return kind == PhaseKind.Generator ? counters with { Generator = optimizer } : counters with { Discriminator = optimizer };
    }

    private OptimizerCounters CountersOf(PhaseKind kind) =>
        kind == PhaseKind.Generator ? replica.Counters.Generator : replica.Counters.Discriminator;

    private List<ShardIndex> NonFiniteShards(AlignedBuffer average, ContributionLayout layout)
    {
        var found = new List<ShardIndex>();
        for (var shard = 0; shard < options.Training.Shards; shard++)
        {
            if (average.Pointer[layout.FlagsOffset + shard] != 0) found.Add(new ShardIndex(shard));
        }

        return found;
    }

    private static Dictionary<string, float> Statistics(AlignedBuffer average, ContributionLayout layout)
    {
        var values = new Dictionary<string, float>(layout.Statistics.Count);
        for (var i = 0; i < layout.Statistics.Count; i++) values[layout.Statistics[i]] = average.Pointer[layout.StatisticsOffset + i];
        if (values.TryGetValue(StatisticNames.RealSimilarity, out var real)) values[StatisticNames.Diversity] = WatchWindow.DiversityOf(real, values[StatisticNames.FakeSimilarity]);
        if (values.TryGetValue(StatisticNames.RealNearness, out var near)) values[StatisticNames.Likeness] = WatchWindow.LikenessOf(near, values[StatisticNames.CrossNearness]);
        return values;
    }

    private static bool IsFinite(AlignedBuffer average, long offset, long end)
    {
        for (; offset < end; offset++)
        {
            if (!float.IsFinite(average.Pointer[offset])) return false;
        }

        return true;
    }
}
