using GanCluster.Core.Memory;
using GanCluster.Core.Training;
using GanCluster.Core.Watch;

namespace GanCluster.Training.Replica;

/// <summary>
/// What a run that may be rolled back remembers: the watch's state, and what of the healthy copy isn't tensors. Here it decides what is trained, so the group is part of the digest.
/// Steps, and the bits of doubles, lie in four floats each (<see cref="LongTensor"/>).
/// </summary>
internal static class RollbackTensors
{
    private static readonly string[] Longs =
    [
        "rollbacks", "healthyStep", "rolledBackAt",
        "generatorUpdates", "generatorBeta1Power", "generatorBeta2Power", "discriminatorUpdates", "discriminatorBeta1Power", "discriminatorBeta2Power",
    ];

    public static FlatLayout Layout { get; } = new(
        [.. WatchTensors.Names.Select(name => (name, (IReadOnlyList<long>)[1L])), .. Longs.Select(name => (name, (IReadOnlyList<long>)[LongTensor.Floats]))]);

    public static void Write(AlignedBuffer destination, WatchState state, OptimizerCounters generator, OptimizerCounters discriminator)
    {
        WatchTensors.Write(state, Layout, destination);
        ReadOnlySpan<long> values =
        [
            state.Rollbacks, state.HealthyStep, state.RolledBackAt,
            generator.Updates, Bits(generator.Beta1Power), Bits(generator.Beta2Power), discriminator.Updates, Bits(discriminator.Beta1Power), Bits(discriminator.Beta2Power),
        ];
        for (var i = 0; i < values.Length; i++) LongTensor.Write(Parts(destination, i), values[i]);
    }

    public static (WatchState State, OptimizerCounters Generator, OptimizerCounters Discriminator) Read(AlignedBuffer values)
    {
        var state = WatchTensors.Read(Layout, values) with { Rollbacks = (int)Value(0), HealthyStep = Value(1), RolledBackAt = Value(2) };
        return (state, Counters(3), Counters(6));

        OptimizerCounters Counters(int first) => new(Value(first), BitConverter.Int64BitsToDouble(Value(first + 1)), BitConverter.Int64BitsToDouble(Value(first + 2)));

        long Value(int place) => LongTensor.Read(Parts(values, place));
    }

    private static long Bits(double value) => BitConverter.DoubleToInt64Bits(value);

    private static Span<float> Parts(AlignedBuffer values, int place) => values.Span.Slice((int)Layout.Entries[WatchTensors.Names.Count + place].Offset, LongTensor.Floats);
}
