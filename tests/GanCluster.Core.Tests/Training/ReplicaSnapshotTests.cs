using GanCluster.Core.Identity;
using GanCluster.Core.Memory;
using GanCluster.Core.Training;

namespace GanCluster.Core.Tests.Training;

public class ReplicaSnapshotTests
{
    [Fact]
    public void Digest_EqualStates_IsEqual() => Assert.Equal(DigestOf(), DigestOf());

    [Fact]
    public void Digest_AnyBitOfAnyValue_Changes()
    {
        var before = DigestOf();
        foreach (var place in new[] { 0, 1, 2, 16 })
        {
            for (var bit = 0; bit < 32; bit++)
            {
                var (at, mask) = (place, 1 << bit);
                Assert.NotEqual(before, DigestOf(change: values => values[at] = BitConverter.Int32BitsToSingle(BitConverter.SingleToInt32Bits(values[at]) ^ mask)));
            }
        }
    }

    [Fact]
    public void Digest_Gaps_DontEnter() => Assert.Equal(DigestOf(), DigestOf(change: values => values[3] = values[15] = values[17] = 7));

    [Fact]
    public void Digest_NamesShapesGroups_Change()
    {
        var digests = new[]
        {
            DigestOf(), DigestOf(group: "other"), DigestOf(layout: new([("v", [3]), ("b", [1])])), DigestOf(layout: new([("w", [1, 3]), ("b", [1])])),
            DigestOf(layout: new([("w", [3]), ("b", [1, 1])])), DigestOf(layout: new([("w", [3])])),
        };
        Assert.Equal(digests.Length, digests.Distinct().Count());
    }

    [Fact]
    public void Digest_EveryCounter_Changes()
    {
        var initial = ReplicaCounters.Initial;
        var optimizer = OptimizerCounters.Initial;
        var counters = new[]
        {
            initial,
            initial with { Next = new PhaseNumber(1) },
            initial with { Skipped = 1 },
            initial with { SkippedInARow = 1 },
            initial with { Generator = optimizer with { Updates = 1 } },
            initial with { Generator = optimizer with { Beta1Power = 0.5 } },
            initial with { Generator = optimizer with { Beta2Power = 0.5 } },
            initial with { Discriminator = optimizer with { Updates = 1 } },
            initial with { Discriminator = optimizer with { Beta1Power = 0.5 } },
            initial with { Discriminator = optimizer with { Beta2Power = Math.BitDecrement(1) } },
        };
        Assert.Equal(counters.Length, counters.Select(each => DigestOf(counters: each)).Distinct().Count());
    }

    [Fact]
    public void Dispose_Buffers_AreGone()
    {
        var values = new AlignedBuffer(16);
        new ReplicaSnapshot(ReplicaCounters.Initial, default, [new TensorGroup("g", FlatLayout.Empty, values)]).Dispose();
        Assert.Throws<ObjectDisposedException>(() => values.Span.Length);
    }

    private static Digest DigestOf(Action<float[]>? change = null, string group = "g", FlatLayout? layout = null, ReplicaCounters? counters = null)
    {
        layout ??= new FlatLayout([("w", [3]), ("b", [1])]);
        var content = new float[32];
        for (var i = 0; i < 3; i++) content[i] = i - 1.5f;
        content[16] = 4;
        change?.Invoke(content);
        var values = new AlignedBuffer(32);
        content.CopyTo(values.Span);
        using var snapshot = new ReplicaSnapshot(counters ?? ReplicaCounters.Initial, default, [new TensorGroup(group, layout, values)]);
        return snapshot.Digest();
    }
}
