using GanCluster.Core.Compute;
using GanCluster.Core.Data;
using GanCluster.Core.Identity;
using GanCluster.Core.Memory;
using GanCluster.Core.Options;
using GanCluster.Core.Phases;
using GanCluster.Core.Training;
using GanCluster.Core.Watch;
using GanCluster.Training.Evaluation;
using GanCluster.Training.Networks;
using GanCluster.Training.Replica;
using GanCluster.Training.Steps;
using TorchSharp;
using static TorchSharp.torch;

namespace GanCluster.Training;

/// <summary>The trainer of a GAN: a replica, a step, lanes.</summary>
public sealed class GanTrainer : ITrainer
{
    private readonly RunOptions _options;
    private readonly PhaseSchedule _schedule;
    private readonly GanReplica _replica;
    private readonly ReplicaCommit _commit;
    private readonly GanStep _step;
    private readonly Lane[] _lanes;
    private readonly long _generatorLength, _discriminatorLength;
    private readonly RunFigure? _figure;

    /// <param name="lanes">Lanes that may compute at once.</param>
    /// <exception cref="Core.UnusableInputException">The networks don't fit the data, or the device isn't there.</exception>
    public GanTrainer(RunOptions options, ITrainingData data, int lanes, TrainerPlacement? placement = null)
    {
        _options = options;
        placement ??= TrainerPlacement.Default;
        var device = TrainerPlacement.Open(options.Compute.Device);
        var training = options.Training;
        _schedule = new PhaseSchedule(training.CriticSteps);
        _step = new GanStep(options, data.SampleShape);
        var (generator, discriminator) = DataFit.Networks(options, data);
        _replica = new GanReplica(generator, discriminator, options, placement.Shift);
        // Whatever a phase reports, its contribution is as long: asked for each frame that comes.
        (_generatorLength, _discriminatorLength) = (new ContributionLayout(generator, [], training.Shards).Length, new ContributionLayout(discriminator, [], training.Shards).Length);
        if (_replica.Evaluation is { } evaluation)
        {
            _figure = new RunFigure(options, data, generator);
            Decisions = new GanDecisions(evaluation, evaluation.Schedule, _figure);
        }

        _commit = new ReplicaCommit(_replica, _schedule, options, _figure?.Name ?? "");
        var order = new SampleOrder(data.Count, training.Seed);
        var copies = placement.CopyParameters || device.type != DeviceType.CPU;
        _lanes = [.. Enumerable.Range(0, lanes).Select(_ => new Lane(_replica, data, order, training.ShardBatch, device, copies))];
    }

    public int Shards => _options.Training.Shards;

    public int Lanes => _lanes.Length;

    public ReplicaCounters Counters => _replica.Counters;

    public Lineage Lineage => _replica.Lineage;

    public bool EndsRun => HasCollapsed || Evaluation is { EndsRun: true };

    /// <summary>The replica, as it stands, is one at which the watch ends the run.</summary>
    public bool HasCollapsed => _commit.HasCollapsed;

    /// <summary>What an evaluation came to, where the replica stands behind the step that brings that.</summary>
    public EvaluationVerdict? Evaluation => _commit.Evaluation;

    /// <summary>What the last evaluation came to that has taken effect; null before the first.</summary>
    public EvaluationVerdict? LastEvaluation => _replica.Evaluation?.Last(_figure!.Name, _options.Evaluation.Patience);

    /// <summary>Steps whose checkpoints may be wanted yet, for their generators: the best one, and one that may turn out to be.</summary>
    public IReadOnlyList<long> WantedSteps => _replica.Evaluation?.Wanted ?? [];

    public IDecisions? Decisions { get; }

    /// <summary>How training fares, as the last window that was judged has it.</summary>
    public Health Health => _replica.Watch.Health;

    public Network Generator => _replica.Generator.Network;

    public Network Discriminator => _replica.Discriminator.Network;

    public long ContributionLength(PhaseNumber phase) => _schedule.RoleOf(phase).Kind == PhaseKind.Generator ? _generatorLength : _discriminatorLength;

    // The last phase of the first step is its generator phase, the first one the discriminator's first.
    public long LongestContribution => Math.Max(ContributionLength(PhaseNumber.First), ContributionLength(new PhaseNumber(_schedule.CriticSteps)));

    public void EnterLane(int lane) => set_num_threads(1);

    public void ComputeShard(int lane, ShardIndex shard, AlignedBuffer contribution)
    {
        using var scope = NewDisposeScope();
        var phase = _replica.Counters.Next;
        var role = _schedule.RoleOf(phase);
        var own = _lanes[lane];
        own.Generator.Reset();
        own.Discriminator.Reset();

        var isDiscriminator = role.Kind == PhaseKind.Discriminator;
        long? position = isDiscriminator ? PositionOf(role.Ordinal, shard) : _step.Pairs ? PositionOf(LastBefore(role), shard) : null;
        var inputs = own.Inputs(role, phase, shard, _options.Training.Seed, position, _step.Pairs, _replica.AugmentationStrength);
        var gradient = isDiscriminator ? _step.Discriminator(own.Generator, own.Discriminator, inputs) : _step.Generator(own.Generator, own.Discriminator, inputs);

        own.Write(gradient, isDiscriminator ? own.Discriminator : own.Generator, LayoutOf(phase), shard.Value, contribution);
    }

    public void PrepareShard(int lane, PhaseNumber phase, ShardIndex shard)
    {
        var role = _schedule.RoleOf(phase);
        var isLastOfStep = role.Kind == PhaseKind.Discriminator && role.Ordinal == LastBefore(role);
        // What a paired generator phase needs is the batch that the lane holds.
        if (isLastOfStep && _step.Pairs) return;
        _lanes[lane].Prepare(PositionOf(role.Kind == PhaseKind.Discriminator ? role.Ordinal + 1 : (role.Step + 1) * _schedule.CriticSteps, shard));
    }

    public void Inspect(AlignedBuffer average, int chunk) => _commit.Inspect(average, LayoutOf(_replica.Counters.Next), chunk);

    public PhaseOutcome Commit(AlignedBuffer average, ReadOnlySpan<ulong> checksums, ILanes lanes) =>
        _commit.Apply(average, LayoutOf(_replica.Counters.Next), checksums, lanes);

    /// <summary>Writes the moving average of the generator, or the generator where none is kept, laid out as <see cref="Generator"/> says.</summary>
    public void CopySamplingGenerator(AlignedBuffer destination) => _replica.CopySamplingGenerator(destination);

    public ReplicaSnapshot Snapshot() => _replica.Snapshot();

    public void Restore(ReplicaSnapshot snapshot)
    {
        _replica.Restore(snapshot);
        _commit.Forget();
    }

    public Digest Digest()
    {
        using var snapshot = Snapshot();
        return snapshot.Digest();
    }

    public void Dispose()
    {
        foreach (var lane in _lanes) lane.Dispose();
        _replica.Dispose();
        _figure?.Dispose();
    }

    private ContributionLayout LayoutOf(PhaseNumber phase)
    {
        var role = _schedule.RoleOf(phase);
        return new ContributionLayout(_replica.Of(role.Kind).Network, _step.StatisticsOf(role), Shards);
    }

    // A generator that is compared with real samples is compared with those of its step's last discriminator phase.
    private long LastBefore(PhaseRole role) => (role.Step + 1) * _schedule.CriticSteps - 1;

    // Discriminator phases consume the run's samples in order, shard after shard: which worker computes a shard doesn't show.
    private long PositionOf(long discriminatorPhase, ShardIndex shard) =>
        (discriminatorPhase * Shards + shard.Value) * _options.Training.ShardBatch;
}
