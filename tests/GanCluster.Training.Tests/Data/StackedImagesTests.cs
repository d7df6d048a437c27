using GanCluster.Core;
using GanCluster.Core.Options;
using GanCluster.Training.Data;
using SkiaSharp;

namespace GanCluster.Training.Tests.Data;

public sealed class StackedImagesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Fill_EveryChannelIsAnImageOfTheData_AndAllOfThemComeInEveryPlace()
    {
        var images = EmbeddedFashion.Load();
        var stacks = new StackedImages(images, count: 400, seed: 7);
        Assert.Equal([3, 28, 28], stacks.SampleShape);
        var known = Enumerable.Range(0, (int)images.Count).ToLookup(image => Convert.ToHexString(images.PixelsOf(image)));

        var pixels = new float[400 * 3 * 784];
        stacks.Fill([.. Enumerable.Range(0, 400).Select(sample => (long)sample)], pixels);
        for (var channel = 0; channel < 3; channel++)
        {
            var classes = new HashSet<int>();
            for (var sample = 0; sample < 400; sample++)
            {
                var image = pixels.AsSpan(((sample * 3) + channel) * 784, 784);
                var bytes = new byte[784];
                for (var i = 0; i < bytes.Length; i++) bytes[i] = (byte)MathF.Round((image[i] + 1) * 127.5f);
                classes.Add(images.LabelOf(known[Convert.ToHexString(bytes)].First()));
            }

            Assert.Equal(10, classes.Count);
        }
    }

    [Fact]
    public void Fill_SomeSamples_AreThoseOfTheWhole()
    {
        var stacks = new StackedImages(EmbeddedFashion.Load(), count: 5, seed: 7);
        var (all, some) = (new float[5 * 2352], new float[2 * 2352]);
        stacks.Fill([0, 1, 2, 3, 4], all);
        stacks.Fill([4, 1], some);
        Assert.Equal([.. all.AsSpan(4 * 2352, 2352), .. all.AsSpan(2352, 2352)], some);
    }

    [Fact]
    public void Fingerprint_TellsSeedsCountsAndImagesApart()
    {
        var images = EmbeddedFashion.Load();
        var own = new StackedImages(images, 50, 7).Fingerprint;
        Assert.Equal(own, new StackedImages(EmbeddedFashion.Load(), 50, 7).Fingerprint);
        Assert.NotEqual(own, new StackedImages(images, 50, 8).Fingerprint);
        Assert.NotEqual(own, new StackedImages(images, 51, 7).Fingerprint);
        Assert.NotEqual(own, new StackedImages(ImageFolder.Load(Folder(), 28, channels: 1), 50, 7).Fingerprint);
    }

    [Fact]
    public void Open_Stacked_TakesFoldersAsGreyAndRefusesColour()
    {
        var stacks = TrainingDataSource.Open(new DataOptions { Source = DataSource.Stacked, Path = Folder(), Size = 12, Points = 9 }, seed: 1);
        Assert.Equal((9L, "3, 12, 12"), (stacks.Count, string.Join(", ", stacks.SampleShape)));
        var refused = Assert.Throws<UnusableInputException>(() => new StackedImages(ImageFolder.Load(_folder.Path, 12, channels: 3), 9, 1));
        Assert.Contains("takes grey images", refused.Message);
    }

    private string Folder()
    {
        _folder.WriteImage("x.png", 12, 12, (x, y) => new SKColor((byte)(x * y), (byte)x, (byte)y));
        return _folder.Path;
    }
}
