using System.Text;
using GanCluster.Core.Identity;
using GanCluster.Core.Memory;
using GanCluster.Core.Training;
using GanCluster.Training.Checkpoints;

namespace GanCluster.Training.Tests.Checkpoints;

/// <summary>Small states to write, with every kind of float in them.</summary>
internal static class Contents
{
    public const string ConfigJson = "{\n  \"loss\": \"non-saturating\",\n  \"note\": \"σ = 0.01\"\n}\n";

    public static Digest Run { get; } = Digest.Of("a run"u8);

    /// <param name="variant">Another number, another state.</param>
    /// <param name="floats">Size of the largest tensor.</param>
    public static CheckpointContent Of(long step, int variant = 0, int floats = 37) => new(Snapshot(variant, floats), Run, step, ConfigJson, new CheckpointData("noise", [1, 4, 4]));

    public static ReplicaSnapshot Snapshot(int variant = 0, int floats = 37)
    {
        var counters = new ReplicaCounters(
            new PhaseNumber(3001), 2, 1, new OptimizerCounters(1500, Math.BitDecrement(0.5), 0.1 + 0.2), new OptimizerCounters(1499, double.Epsilon, Math.PI));
        return new ReplicaSnapshot(counters, new Lineage(Digest.Of(Encoding.ASCII.GetBytes($"lineage {variant}"))),
        [
            Group("generator", variant, ("0.weight", [floats]), ("0.bias", [3]), ("scalar", []), ("empty", [0, 4])),
            Group("generator_moments", variant + 1, ("first", [2, 5]), ("\"odd\" namé", [1, 1, 1, 7])),
            Group("nothing", variant),
        ]);
    }

    private static TensorGroup Group(string name, int variant, params (string Name, IReadOnlyList<long> Shape)[] tensors)
    {
        var layout = new FlatLayout(tensors);
        var values = new AlignedBuffer(layout.Length);
        foreach (var entry in layout.Entries)
        {
            for (var i = 0; i < entry.Length; i++) values.Span[(int)entry.Offset + i] = Value(i + variant);
        }

        return new TensorGroup(name, layout, values);
    }

    private static float Value(int i) => (i % 11) switch
    {
        0 => float.NaN,
        1 => BitConverter.UInt32BitsToSingle(0xFFC12345), // a NaN with a sign and a payload
        2 => -0f,
        3 => float.Epsilon,
        4 => -1.1e-40f, // denormal
        5 => float.NegativeInfinity,
        6 => float.MaxValue,
        _ => MathF.Sin(i),
    };
}
