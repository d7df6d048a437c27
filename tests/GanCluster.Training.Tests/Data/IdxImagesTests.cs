using GanCluster.Core.Data;
using GanCluster.Training.Data;
using static GanCluster.Training.Tests.Data.TemporaryFolder;

namespace GanCluster.Training.Tests.Data;

public sealed class IdxImagesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Load_PlainPair_GivesPixelsAndLabels()
    {
        _folder.WriteIdxPair(Idx([3, 2, 4], Ramp(24)), Idx([3], [2, 0, 1]));
        var data = IdxImages.Load(_folder.Path);
        Assert.Equal(3, data.Count);
        Assert.Equal([1, 2, 4], data.SampleShape);
        Assert.Equal(["0", "1", "2"], data.Classes);
        Assert.Equal([2, 0, 1], Enumerable.Range(0, 3).Select(i => data.LabelOf(i)));
        Assert.Contains("3 images", data.Description, StringComparison.Ordinal);

        var batch = new float[3 * 8];
        data.Fill([2, 0, 2], batch);
        Assert.Equal(new[] { 2, 0, 2 }.SelectMany(i => Ramp(24).Skip(8 * i).Take(8)).Select(b => (b / 127.5f) - 1), batch);
    }

    [Theory]
    [InlineData("train-images-idx3-ubyte", "train-labels-idx1-ubyte", false)]
    [InlineData("train-images.idx3-ubyte", "train-labels.idx1-ubyte", false)]
    [InlineData("train-images-idx3-ubyte.gz", "train-labels-idx1-ubyte.gz", true)]
    [InlineData("t10k-images.idx3-ubyte.gz", "t10k-labels-idx1-ubyte.gz", true)]
    public void Load_AnySpellingGzipOrPlain_HasTheSameFingerprint(string images, string labels, bool zipped)
    {
        byte[] pixels = Idx([3, 2, 4], Ramp(24)), classes = Idx([3], [2, 0, 1]);
        using var plain = new TemporaryFolder();
        plain.WriteIdxPair(pixels, classes);
        _folder.Write(images, zipped ? Gzip(pixels) : pixels);
        _folder.Write(labels, zipped ? Gzip(classes) : classes);
        Assert.True(IdxImages.AreAt(_folder.Path));
        Assert.Equal(IdxImages.Load(plain.Path).Fingerprint, IdxImages.Load(_folder.Path).Fingerprint);
    }

    [Fact]
    public void Load_OneByteLabelOrShapeChanged_ChangesTheFingerprint()
    {
        var changed = Ramp(24);
        changed[23]++;
        var fingerprints = new[] { ([3, 2, 4], Ramp(24), [2, 0, 1]), ([3, 4, 2], Ramp(24), [2, 0, 1]), ([3, 2, 4], changed, [2, 0, 1]), (new[] { 3, 2, 4 }, Ramp(24), new byte[] { 2, 1, 1 }) }
            .Select(content =>
            {
                _folder.WriteIdxPair(Idx(content.Item1, content.Item2), Idx([3], content.Item3));
                return IdxImages.Load(_folder.Path).Fingerprint;
            });
        Assert.Equal(4, fingerprints.Distinct().Count());
    }

    [Fact]
    public void Load_BothPairs_TakesTheTrainingImages()
    {
        _folder.WriteIdxPair(Idx([3, 2, 4], Ramp(24)), Idx([3], [2, 0, 1]));
        _folder.Write("t10k-images-idx3-ubyte", Idx([1, 2, 4], Ramp(8)));
        Assert.Equal(3, IdxImages.Load(_folder.Path).Count);
    }

    [Fact]
    public void Load_NoLabels_HasNoClasses()
    {
        var file = _folder.Write("t10k-images-idx3-ubyte", Idx([1, 2, 4], Ramp(8)));
        var data = IdxImages.Load(file);
        Assert.Empty(data.Classes);
        Assert.Throws<InvalidOperationException>(() => data.LabelOf(0));
    }

    [Fact]
    public void Load_FolderNamedFashion_NamesTheClasses()
    {
        _folder.Write("Fashion/raw/train-images-idx3-ubyte", Idx([3, 2, 4], Ramp(24)));
        _folder.Write("Fashion/raw/train-labels-idx1-ubyte", Idx([3], [2, 0, 1]));
        var data = IdxImages.Load(Path.Combine(_folder.Path, "Fashion/raw"));
        Assert.Equal(["T-shirt/top", "Trouser", "Pullover"], data.Classes);
        Assert.StartsWith("Fashion-MNIST, 3 images", data.Description, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_LabelThatFashionLacks_IsRefused()
    {
        _folder.Write("fashion/train-images-idx3-ubyte", Idx([3, 2, 4], Ramp(24)));
        _folder.Write("fashion/train-labels-idx1-ubyte", Idx([3], [2, 10, 1]));
        AssertRefused(() => IdxImages.Load(Path.Combine(_folder.Path, "fashion")), "train-labels-idx1-ubyte", "label 10", "number 1", "0 to 9", "download");
    }

    [Fact]
    public void Load_LabelFarAboveTheOthers_IsRefused()
    {
        _folder.WriteIdxPair(Idx([3, 2, 4], Ramp(24)), Idx([3], [2, 0, 200]));
        AssertRefused(() => IdxImages.Load(_folder.Path), "train-labels-idx1-ubyte", "label 200", "number 2");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(9)]
    [InlineData(16)]
    [InlineData(39)]
    public void Load_FileCutShort_IsRefused(int length)
    {
        _folder.WriteIdxPair(Idx([3, 2, 4], Ramp(24))[..length], Idx([3], [2, 0, 1]));
        AssertRefused(() => IdxImages.Load(_folder.Path), "train-images-idx3-ubyte", "cut short", "download");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(10)]
    [InlineData(30)]
    [InlineData(5000)]
    public void Load_GzipCutShort_IsRefused(int length)
    {
        var random = new KeyedRandom(1);
        byte[] noise = [.. Enumerable.Range(0, 8000).Select(_ => (byte)random.NextBelow(256))];
        _folder.Write("train-images-idx3-ubyte.gz", Gzip(Idx([10, 20, 40], noise))[..length]);
        AssertRefused(() => IdxImages.Load(_folder.Path), "train-images-idx3-ubyte.gz", "download");
    }

    [Fact]
    public void Load_GzipWithOneByteChanged_IsRefused()
    {
        var random = new KeyedRandom(1);
        var zipped = Gzip(Idx([10, 20, 40], [.. Enumerable.Range(0, 8000).Select(_ => (byte)random.NextBelow(256))]));
        zipped[4000] ^= 1; // noise is stored, so only the checksum at the end can tell
        _folder.Write("train-images-idx3-ubyte.gz", zipped);
        AssertRefused(() => IdxImages.Load(_folder.Path), "train-images-idx3-ubyte.gz", "damaged", "download");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Load_FileLongerThanItsHeader_IsRefused(bool zipped)
    {
        var content = Idx([2, 2, 4], Ramp(17));
        _folder.Write("train-images-idx3-ubyte", zipped ? Gzip(content) : content);
        AssertRefused(() => IdxImages.Load(_folder.Path), "train-images-idx3-ubyte", "longer", "download");
    }

    [Fact]
    public void Load_NotIdx_IsRefused()
    {
        _folder.Write("train-images-idx3-ubyte", "<html>404 not found</html>"u8.ToArray());
        AssertRefused(() => IdxImages.Load(_folder.Path), "train-images-idx3-ubyte", "isn't an IDX file", "3c68746d");
    }

    [Fact]
    public void Load_LabelsUnderTheNameOfImages_IsRefused()
    {
        _folder.WriteIdxPair(Idx([3], [2, 0, 1]), Idx([3, 2, 4], Ramp(24)));
        AssertRefused(() => IdxImages.Load(_folder.Path), "train-images-idx3-ubyte", "holds IDX labels");
    }

    [Fact]
    public void Load_OtherCountOfLabels_IsRefused()
    {
        _folder.WriteIdxPair(Idx([3, 2, 4], Ramp(24)), Idx([2], [2, 0]));
        AssertRefused(() => IdxImages.Load(_folder.Path), "train-labels-idx1-ubyte", "2 labels", "3 images", "same set");
    }

    [Theory]
    [InlineData(int.MaxValue, 4096, 4096, false)]
    [InlineData(int.MaxValue, 4096, 4096, true)]
    [InlineData(1_000_000, 28, 28, true)]
    [InlineData(int.MaxValue, int.MaxValue, int.MaxValue, true)]
    [InlineData(-1, 28, 28, false)]
    [InlineData(0, 28, 28, false)]
    public void Load_HeaderThatPromisesTooMuch_IsRefusedWithoutAllocatingIt(int count, int height, int width, bool zipped)
    {
        var content = Idx([count, height, width], Ramp(100));
        _folder.Write("train-images-idx3-ubyte", zipped ? Gzip(content) : content);
        var before = GC.GetAllocatedBytesForCurrentThread();
        AssertRefused(() => IdxImages.Load(_folder.Path), "train-images-idx3-ubyte", "download");
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
    }

    [Fact]
    public void Load_FolderWithoutIdx_IsRefused() => AssertRefused(() => IdxImages.Load(_folder.Path), _folder.Path, "train-images-idx3-ubyte");
}
