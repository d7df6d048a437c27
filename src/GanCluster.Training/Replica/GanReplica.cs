using GanCluster.Core.Decisions;
using GanCluster.Core.Identity;
using GanCluster.Core.Memory;
using GanCluster.Core.Options;
using GanCluster.Core.Phases;
using GanCluster.Core.Training;
using GanCluster.Core.Watch;
using GanCluster.Training.Networks;

namespace GanCluster.Training.Replica;

/// <summary>
/// The whole training state: generator, discriminator, the generator's moving average, optimizers, ADA's probability, counters, lineage, and what the watch remembers. A pure function of
/// configuration and seed when made, changed by nothing but a commit or a restore.
/// </summary>
public sealed unsafe class GanReplica : IDisposable
{
    public const string AverageName = "generator_average";

    /// <param name="shift">See <see cref="NetworkReplica(Network, NetworkOptions, long, int, long)"/>.</param>
    public GanReplica(Network generator, Network discriminator, RunOptions options, long shift = 0)
    {
        Generator = new NetworkReplica(generator, options.Generator, options.Training.Seed, networkKey: 0, shift);
        Discriminator = new NetworkReplica(discriminator, options.Discriminator, options.Training.Seed, networkKey: 1, shift);
        if (options.Generator.MovingAverage > 0) Average = NetworkReplica.CopyOf(Generator.Values, generator.Layout.Length);
        if (options.Augmentation.Kind == AugmentationKind.Ada) Augmentation = new AugmentationState(options.Augmentation, (long)options.Training.Shards * options.Training.ShardBatch);
        if (options.Watch.Policy == WatchPolicy.Rollback) Healthy = new HealthyCopy(TrainedPlaces());
        if (options.Evaluation.Every > 0)
            Evaluation = new EvaluationMemory(generator.Layout, new DecisionSchedule(new PhaseSchedule(options.Training.CriticSteps), options.Evaluation.Every, options.Evaluation.Every - 1));
        using var initial = Snapshot();
        Lineage = Lineage.Of(initial.Digest());
    }

    public NetworkReplica Generator { get; }

    public NetworkReplica Discriminator { get; }

    /// <summary>The moving average of the generator's parameters, with its buffers as they are; null where none is kept.</summary>
    public AlignedBuffer? Average { get; }

    /// <summary>Null unless augmentation is adaptive.</summary>
    public AugmentationState? Augmentation { get; }

    /// <summary>Probability of each augmentation: 1 where it isn't adaptive.</summary>
    public double AugmentationStrength => Augmentation?.Strength ?? 1;

    public ReplicaCounters Counters { get; set; } = ReplicaCounters.Initial;

    public Lineage Lineage { get; set; }

    /// <summary>What a collapse is rolled back to; null unless that is the policy.</summary>
    internal HealthyCopy? Healthy { get; }

    /// <summary>What the watch remembers. Unless a collapse is rolled back it changes nothing that is trained, and isn't part of the digest.</summary>
    public WatchState Watch { get; set; } = WatchState.Initial;

    /// <summary>Null where nothing is evaluated.</summary>
    internal EvaluationMemory? Evaluation { get; }

    public NetworkReplica Of(PhaseKind kind) => kind == PhaseKind.Discriminator ? Discriminator : Generator;

    /// <summary>Copies what samples are drawn from: the moving average, or the generator where none is kept.</summary>
    public void CopySamplingGenerator(AlignedBuffer destination) =>
        RawFloats.Copy(Average is null ? Generator.Values : Average.Pointer, destination.Pointer, Generator.Network.Layout.Length);

    /// <summary>A copy of everything.</summary>
    public ReplicaSnapshot Snapshot()
    {
        List<TensorGroup> groups = [.. Generator.Copy(), .. Discriminator.Copy()];
        if (Average is not null)
            groups.Insert(1, new TensorGroup(AverageName, Generator.Network.Layout, NetworkReplica.CopyOf(Average.Pointer, Average.Length)));
        if (Augmentation is not null) groups.Add(Augmentation.Copy());
        if (Healthy is not null) groups.AddRange(Healthy.Copy(Watch));
        else groups.Add(WatchTensors.Of(Watch));
        if (Evaluation is not null) groups.AddRange(Evaluation.Copy());
        return new ReplicaSnapshot(Counters, Lineage, groups);
    }

    /// <exception cref="ArgumentException">The snapshot is of other networks; nothing was changed.</exception>
    public void Restore(ReplicaSnapshot snapshot)
    {
        List<(string Group, FlatLayout Layout, nint Destination)> places = [.. TrainedPlaces(), .. Healthy?.Places ?? []];
        TensorGroup[] trained = [.. snapshot.Groups.Where(group => group.IsTrained)];
        if (!places.Select(place => place.Group).SequenceEqual(trained.Select(group => group.Name)))
            throw new ArgumentException($"the snapshot holds {string.Join(", ", snapshot.Groups.Select(group => group.Name))}", nameof(snapshot));
        foreach (var (place, group) in places.Zip(trained))
        {
            if (!place.Layout.Entries.Select(Shape).SequenceEqual(group.Layout.Entries.Select(Shape)))
                throw new ArgumentException($"the tensors of {group.Name} in the snapshot aren't those of this replica", nameof(snapshot));
        }

        foreach (var (place, group) in places.Zip(trained))
            RawFloats.Copy(group.Values.Pointer, (float*)place.Destination, place.Layout.Length);

        (Counters, Lineage) = (snapshot.Counters, snapshot.Lineage);
        Watch = Healthy is null ? WatchTensors.In(snapshot) : Healthy.Recall();
        Evaluation?.Restore(snapshot);
    }

    public void Dispose()
    {
        Generator.Dispose();
        Discriminator.Dispose();
        Average?.Dispose();
        Augmentation?.Dispose();
        Healthy?.Dispose();
        Evaluation?.Dispose();
    }

    private List<(string Group, FlatLayout Layout, nint Values)> TrainedPlaces()
    {
        List<(string Group, FlatLayout Layout, nint Values)> places = [.. Generator.Places(), .. Discriminator.Places()];
        if (Average is not null) places.Insert(1, (AverageName, Generator.Network.Layout, (nint)Average.Pointer));
        if (Augmentation is not null) places.Add((AugmentationState.Name, AugmentationState.Layout, (nint)Augmentation.Values.Pointer));
        return places;
    }

    private static (string, string) Shape(FlatEntry entry) => (entry.Name, string.Join('x', entry.Shape));
}
