using GanCluster.Core.Memory;
using GanCluster.Core.Training;
using GanCluster.Core.Watch;

namespace GanCluster.Training.Replica;

/// <summary>The watch's state as a group of tensors: so that it lies in checkpoints and goes with the replica to who joins. Counts stay below 2²⁴ and are exact.</summary>
internal static class WatchTensors
{
    public static IReadOnlyList<string> Names { get; } =
    [
        "health", "warningWindows", "collapsedWindows", "betterWindows", "discriminatorPhases", "generatorPhases", "skippedPhases", "comparedPhases",
        "realSimilarity", "fakeSimilarity", "loss", "realSign", "discriminatorNorm", "generatorNorm", "realNearness", "crossNearness",
    ];

    private static readonly FlatLayout Layout = new(Names.Select(name => (name, (IReadOnlyList<long>)[1L])));

    public static TensorGroup Of(WatchState state)
    {
        var values = new AlignedBuffer(Layout.Length);
        Write(state, Layout, values);
        return new TensorGroup(TensorGroup.Watch, Layout, values);
    }

    /// <summary>A checkpoint that was written before there was a watch has none: then the watch begins anew.</summary>
    public static WatchState In(ReplicaSnapshot snapshot) =>
        snapshot.Groups.FirstOrDefault(group => group.Name == TensorGroup.Watch) is { } group && group.Layout.Entries.Count == Names.Count ? Read(group.Layout, group.Values) : WatchState.Initial;

    /// <param name="layout">Its first tensors are <see cref="Names"/>.</param>
    public static void Write(WatchState state, FlatLayout layout, AlignedBuffer destination)
    {
        var sums = state.Open;
        ReadOnlySpan<float> values =
        [
            (int)state.Health, state.WarningWindows, state.CollapsedWindows, state.BetterWindows, sums.DiscriminatorPhases, sums.GeneratorPhases, sums.Skipped, sums.Compared,
            sums.RealSimilarity, sums.FakeSimilarity, sums.Loss, sums.RealSign, sums.DiscriminatorNorm, sums.GeneratorNorm, sums.RealNearness, sums.CrossNearness,
        ];
        for (var i = 0; i < values.Length; i++) destination.Span[(int)layout.Entries[i].Offset] = values[i];
    }

    /// <param name="layout">As for <see cref="Write"/>.</param>
    public static WatchState Read(FlatLayout layout, AlignedBuffer values)
    {
        return new WatchState(
            (Health)Count(0), Count(1), Count(2), Count(3),
            new WatchSums(Count(4), Count(5), Count(6), Count(7), Value(8), Value(9), Value(10), Value(11), Value(12), Value(13), Value(14), Value(15)));

        float Value(int i) => values.Span[(int)layout.Entries[i].Offset];

        int Count(int i) => (int)Value(i);
    }
}
