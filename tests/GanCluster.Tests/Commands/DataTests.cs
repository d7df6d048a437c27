using System.Runtime.InteropServices;
using System.Text;
using GanCluster.Core.Data;
using GanCluster.Tests.Hosting;
using GanCluster.Training.Data;
using SkiaSharp;

namespace GanCluster.Tests.Commands;

public sealed class DataTests : IDisposable
{
    private const string Embedded = "data.source=embedded";

    private readonly TestHost _host = new();

    public void Dispose() => _host.Dispose();

    [Fact]
    public void Data_Images_ShapeClassesAndRangeAreSaid()
    {
        Assert.Equal(0, _host.Run("data", "--set", Embedded));
        Assert.Contains("Fashion-MNIST, 10,000 images (embedded)", _host.Output);
        Assert.Contains("[1, 28, 28] float32; -1 to 1 in the first 64", _host.Output);
        Assert.Contains("10: T-shirt/top, Trouser", _host.Output);
        Assert.Empty(Directory.GetFileSystemEntries(_host.Folder));
    }

    [Fact]
    public void Data_Numpy_HasTheSamplesWithWhichTheRunBegins()
    {
        Assert.Equal(0, _host.Run("data", "--preset", "ring8", "--seed", "5", "--count", "10", "--output", "a.npy"));
        var bytes = File.ReadAllBytes(_host.PathOf("a.npy"));
        var headerLength = 10 + bytes[8] + 256 * bytes[9];
        Assert.Contains("'shape': (10, 2,)", Encoding.ASCII.GetString(bytes, 10, headerLength - 10));

        var data = GaussianMixture.Ring8(100_000, seed: 5);
        var order = new SampleOrder(data.Count, seed: 5);
        var expected = new float[20];
        data.Fill([.. Enumerable.Range(0, 10).Select(position => order.SampleAt(position))], expected);
        Assert.Equal(expected, MemoryMarshal.Cast<byte, float>(bytes.AsSpan(headerLength)).ToArray());
    }

    [Fact]
    public void Data_Png_IsAPictureOfThem()
    {
        Assert.Equal(0, _host.Run("data", "--set", Embedded, "--count", "4", "--output", "a.png"));
        using var picture = SKBitmap.Decode(_host.PathOf("a.png"));
        Assert.True(picture.Pixels.Distinct().Count() > 100);
    }

    [Fact]
    public void Data_SeveralMistakes_AllAreListed()
    {
        Assert.Equal(2, _host.Run("data", "--preset", "rin8", "--count", "0", "--output", "a.gif"));
        Assert.All(["did you mean ring8?", "--count", "--output"], part => Assert.Contains(part, _host.Error));
    }

    [Fact]
    public void Data_MoreSamplesThanThereAre_IsRefused()
    {
        Assert.Equal(2, _host.Run("data", "--preset", "ring8", "--set", "data.points=10", "--count", "11", "--output", "a.npy"));
        Assert.Contains("has 10 samples, not 11", _host.Error);
        Assert.Empty(Directory.GetFileSystemEntries(_host.Folder));
    }
}
