using GanCluster.Core.Options;
using GanCluster.Training.Data;
using SkiaSharp;
using static GanCluster.Training.Tests.Data.TemporaryFolder;

namespace GanCluster.Training.Tests.Data;

public sealed class TrainingDataSourceTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Open_AutoWithNothingInstalled_IsTheEmbeddedSet() =>
        Assert.Equal("Fashion-MNIST, 10,000 images (embedded)", TrainingDataSource.Open(new DataOptions(), seed: 1, installed: _folder.Path).Description);

    [Fact]
    public void Open_AutoWithTheFullSetInstalled_IsThatOne()
    {
        _folder.Write("fashion/train-images-idx3-ubyte", Idx([3, 2, 4], Ramp(24)));
        var installed = Path.Combine(_folder.Path, "fashion");
        Assert.Equal($"Fashion-MNIST, 3 images ({installed})", TrainingDataSource.Open(new DataOptions(), seed: 1, installed).Description);
    }

    [Theory]
    [InlineData(DataSource.Auto)]
    [InlineData(DataSource.Idx)]
    public void Open_PathWithIdxFiles_ReadsThem(DataSource source)
    {
        _folder.WriteIdxPair(Idx([3, 2, 4], Ramp(24)), Idx([3], [2, 0, 1]));
        Assert.Equal([1, 2, 4], TrainingDataSource.Open(new DataOptions { Source = source, Path = _folder.Path }, seed: 1).SampleShape);
    }

    [Theory]
    [InlineData(DataSource.Auto)]
    [InlineData(DataSource.Folder)]
    public void Open_PathWithImages_ReadsThem(DataSource source)
    {
        _folder.WriteImage("x.png", 5, 5, (_, _) => SKColors.Red);
        Assert.Equal([1, 12, 12],
            TrainingDataSource.Open(new DataOptions { Source = source, Path = _folder.Path, Size = 12, Channels = 1 }, seed: 1).SampleShape);
    }

    [Fact]
    public void Open_Mixtures_TakeTheCountAndTheSeed()
    {
        var ring = Assert.IsType<GaussianMixture>(TrainingDataSource.Open(new DataOptions { Source = DataSource.Ring8, Points = 50 }, seed: 3));
        Assert.Equal(GaussianMixture.Ring8(50, seed: 3).Fingerprint, ring.Fingerprint);
        var grid = Assert.IsType<GaussianMixture>(TrainingDataSource.Open(new DataOptions { Source = DataSource.Grid25, Points = 50 }, seed: 3));
        Assert.Equal(GaussianMixture.Grid25(50, seed: 3).Fingerprint, grid.Fingerprint);
    }

    [Fact]
    public void Open_PathThatDoesNotExist_IsRefused() =>
        AssertRefused(() => TrainingDataSource.Open(new DataOptions { Path = "/no/such/folder" }, seed: 1), "/no/such/folder", "doesn't exist", "name a folder");

    [Fact]
    public void Open_PathOfAnotherFile_IsRefused() =>
        AssertRefused(() => TrainingDataSource.Open(new DataOptions { Path = _folder.Write("x.zip", [1]) }, seed: 1), "x.zip", "is a file");

    [Theory]
    [InlineData(DataSource.Idx)]
    [InlineData(DataSource.Folder)]
    public void Open_SourceThatNeedsAPathWithoutOne_IsRefused(DataSource source) =>
        AssertRefused(() => TrainingDataSource.Open(new DataOptions { Source = source }, seed: 1), "--data");

    [Theory]
    [InlineData(DataSource.Embedded)]
    [InlineData(DataSource.Ring8)]
    public void Open_SourceThatReadsNothingWithAPath_IsRefused(DataSource source) =>
        AssertRefused(() => TrainingDataSource.Open(new DataOptions { Source = source, Path = _folder.Path }, seed: 1), "--data", "auto");
}
