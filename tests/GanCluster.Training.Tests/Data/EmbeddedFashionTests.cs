using GanCluster.Training.Data;

namespace GanCluster.Training.Tests.Data;

public class EmbeddedFashionTests
{
    [Fact]
    public void Load_Always_IsTheTestSetOfFashionMnist()
    {
        var data = EmbeddedFashion.Load();
        Assert.Equal(10_000, data.Count);
        Assert.Equal([1, 28, 28], data.SampleShape);
        Assert.Equal("Fashion-MNIST, 10,000 images (embedded)", data.Description);
        Assert.Equal(FashionClasses.Names, data.Classes);
        Assert.Equal([9, 2, 1, 1, 6, 1, 4, 6, 5, 7], Enumerable.Range(0, 10).Select(i => data.LabelOf(i)));
        Assert.All(Enumerable.Range(0, 10_000).GroupBy(i => data.LabelOf(i)), images => Assert.Equal(1000, images.Count()));
    }

    [Fact]
    public void Load_AnkleBoot_HasItsSoleAtTheBottom()
    {
        var boot = EmbeddedFashion.Load().PixelsOf(0).ToArray(); // a transposed or shifted read would lose this
        Assert.All(boot.Take(7 * 28), pixel => Assert.Equal(0, pixel));
        Assert.True(boot.Skip(15 * 28).Take(5 * 28).Average(b => b) > 90);
    }

    [Fact]
    public void Fingerprint_SameContentOnDisk_IsEqual()
    {
        using var folder = new TemporaryFolder();
        foreach (var name in new[] { "t10k-images-idx3-ubyte.gz", "t10k-labels-idx1-ubyte.gz" })
        {
            using var resource = typeof(EmbeddedFashion).Assembly.GetManifestResourceStream(name)!;
            using var content = new MemoryStream();
            resource.CopyTo(content);
            folder.Write("fashion/" + name, content.ToArray());
        }
        var onDisk = IdxImages.Load(Path.Combine(folder.Path, "fashion"));
        Assert.Equal(EmbeddedFashion.Load().Fingerprint, onDisk.Fingerprint);
        Assert.Equal(FashionClasses.Names, onDisk.Classes);
    }

    [Fact]
    public void Assembly_Always_CarriesTheLicence()
    {
        using var licence = new StreamReader(typeof(EmbeddedFashion).Assembly.GetManifestResourceStream("LICENSE-fashion-mnist.txt")!);
        Assert.Contains("2017 Zalando SE", licence.ReadToEnd(), StringComparison.Ordinal);
    }

    [Fact]
    public void Fill_Always_AllocatesNothing()
    {
        var data = EmbeddedFashion.Load();
        long[] samples = [5, 9_999, 0, 5];
        var batch = new float[4 * 784];
        data.Fill(samples, batch);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++) data.Fill(samples, batch);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Fact]
    public void Fill_EveryByte_IsScaledExactly()
    {
        for (var length = 0; length < 300; length++)
        {
            byte[] pixels = [.. Enumerable.Range(0, length).Select(i => (byte)i)];
            var floats = new float[length + 1];
            floats[length] = 5;
            PixelScale.ToFloats(pixels, floats);
            Assert.Equal([.. pixels.Select(b => (b / 127.5f) - 1), 5f], floats);
        }
    }

    [Fact]
    public void Fill_SampleOrDestinationOutOfRange_Throws()
    {
        var data = EmbeddedFashion.Load();
        Assert.Throws<ArgumentOutOfRangeException>(() => data.Fill([10_000], new float[784]));
        Assert.Throws<ArgumentOutOfRangeException>(() => data.Fill([-1], new float[784]));
        Assert.Throws<ArgumentOutOfRangeException>(() => data.Fill([0, 1], new float[784 + 783]));
    }
}
