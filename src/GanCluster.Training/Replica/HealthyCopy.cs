using GanCluster.Core.Memory;
using GanCluster.Core.Training;
using GanCluster.Core.Watch;

namespace GanCluster.Training.Replica;

/// <summary>
/// What a run that has collapsed goes back to: everything that is trained, as of the last window that was judged healthy, or of the beginning. It is part of the replica, and so of
/// checkpoints, of snapshots and of the digest: whoever takes a replica over comes back to the same.
/// </summary>
internal sealed unsafe class HealthyCopy : IDisposable
{
    private const string Prefix = "healthy_";

    private readonly IReadOnlyList<(string Group, FlatLayout Layout, nint Values)> _trained;
    private readonly List<AlignedBuffer> _copies;
    private readonly AlignedBuffer _memory = new(RollbackTensors.Layout.Length);
    private OptimizerCounters _generator = OptimizerCounters.Initial, _discriminator = OptimizerCounters.Initial;

    /// <param name="trained">The replica's own tensors, as they begin: their memory never moves.</param>
    public HealthyCopy(IReadOnlyList<(string Group, FlatLayout Layout, nint Values)> trained)
    {
        _trained = trained;
        _copies = [.. trained.Select(one => NetworkReplica.CopyOf((float*)one.Values, one.Layout.Length))];
    }

    /// <summary>Where a snapshot's tensors are restored into; then <see cref="Recall"/> is due.</summary>
    public IReadOnlyList<(string Group, FlatLayout Layout, nint Destination)> Places =>
        [.. _trained.Zip(_copies, (one, copy) => ($"{Prefix}{one.Group}", one.Layout, (nint)copy.Pointer)), (TensorGroup.Rollback, RollbackTensors.Layout, (nint)_memory.Pointer)];

    /// <summary>Takes the replica as it stands.</summary>
    public void Take(ReplicaCounters counters)
    {
        foreach (var (one, copy) in _trained.Zip(_copies)) RawFloats.Copy((float*)one.Values, copy.Pointer, one.Layout.Length);
        (_generator, _discriminator) = (counters.Generator, counters.Discriminator);
    }

    /// <summary>Puts it back. Phases go on, and what was skipped has been skipped; but of these networks none was.</summary>
    public ReplicaCounters PutBack(ReplicaCounters counters)
    {
        foreach (var (one, copy) in _trained.Zip(_copies)) RawFloats.Copy(copy.Pointer, (float*)one.Values, one.Layout.Length);
        return counters with { SkippedInARow = 0, Generator = _generator, Discriminator = _discriminator };
    }

    /// <summary>The copy, and what the watch remembers.</summary>
    public IReadOnlyList<TensorGroup> Copy(WatchState state)
    {
        RollbackTensors.Write(_memory, state, _generator, _discriminator);
        return [.. Places.Select(place => new TensorGroup(place.Group, place.Layout, NetworkReplica.CopyOf((float*)place.Destination, place.Layout.Length)))];
    }

    public WatchState Recall()
    {
        (var state, _generator, _discriminator) = RollbackTensors.Read(_memory);
        return state;
    }

    public void Dispose()
    {
        foreach (var copy in _copies) copy.Dispose();
        _memory.Dispose();
    }
}
