using CsCheck;
using GanCluster.Core.Memory;

namespace GanCluster.Core.Tests.Memory;

public class FlatLayoutTests
{
    [Fact]
    public void Layout_OddSizes_StartsEachAtAUnit()
    {
        var layout = new FlatLayout([("one", [1]), ("three", [3]), ("seventeen", [17]), ("matrix", [4, 4])]);
        Assert.Equal([0, 16, 32, 64], layout.Entries.Select(entry => entry.Offset));
        Assert.Equal([1, 3, 17, 16], layout.Entries.Select(entry => entry.Length));
        Assert.Equal(80, layout.Length);
        Assert.Equal(37, layout.Values);
    }

    [Fact]
    public void Layout_AnyShapes_DontOverlapAndWasteLessThanAUnit() => Gen.Long[1, 100].Array[1, 20].Sample(sizes =>
    {
        var layout = new FlatLayout(sizes.Select((size, i) => ($"t{i}", (IReadOnlyList<long>)[size])));
        var end = 0L;
        foreach (var entry in layout.Entries)
        {
            Assert.InRange(entry.Offset - end, 0, AlignedBuffer.FloatsPerUnit - 1);
            Assert.Equal(0, entry.Offset % AlignedBuffer.FloatsPerUnit);
            end = entry.Offset + entry.Length;
        }

        Assert.Equal(AlignedBuffer.RoundUp(end), layout.Length);
    });

    [Fact]
    public void Layout_SizeBeyondALong_Throws() =>
        Assert.Throws<OverflowException>(() => new FlatLayout([("huge", [1L << 40, 1L << 40])]));

    [Fact]
    public void Empty_Length_IsZero() => Assert.Equal((0, 0), (FlatLayout.Empty.Length, FlatLayout.Empty.Entries.Count));
}
