using System.Buffers.Binary;
using System.IO.Compression;
using GanCluster.Core;
using SkiaSharp;

namespace GanCluster.Training.Tests.Data;

/// <summary>A folder for one test, with the files that tests of data put there.</summary>
public sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("gancluster-data-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);

    public string Write(string name, byte[] content)
    {
        var path = System.IO.Path.Combine(Path, name);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, content);
        return path;
    }

    public string WriteImage(string name, int width, int height, Func<int, int, SKColor> colour, SKEncodedImageFormat format = SKEncodedImageFormat.Png)
    {
        using var bitmap = new SKBitmap(new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Unpremul));
        for (var y = 0; y < height; y++)
            for (var x = 0; x < width; x++) bitmap.SetPixel(x, y, colour(x, y));
        using var data = bitmap.Encode(format, 95);
        return Write(name, data.ToArray());
    }

    public void WriteIdxPair(byte[] images, byte[] labels)
    {
        Write("train-images-idx3-ubyte", images);
        Write("train-labels-idx1-ubyte", labels);
    }

    /// <summary>IDX with a type of unsigned bytes; the body may disagree with the sizes.</summary>
    public static byte[] Idx(int[] sizes, byte[] body)
    {
        var file = new byte[4 + (4 * sizes.Length) + body.Length];
        BinaryPrimitives.WriteInt32BigEndian(file, 0x0800 | sizes.Length);
        for (var i = 0; i < sizes.Length; i++) BinaryPrimitives.WriteInt32BigEndian(file.AsSpan(4 + (4 * i)), sizes[i]);
        body.CopyTo(file, 4 + (4 * sizes.Length));
        return file;
    }

    public static byte[] Ramp(int length) => [.. Enumerable.Range(0, length).Select(i => (byte)(i * 7))];

    public static byte[] Gzip(byte[] content)
    {
        using var file = new MemoryStream();
        using (var zip = new GZipStream(file, CompressionLevel.Fastest)) zip.Write(content);
        return file.ToArray();
    }

    /// <summary>The input is refused by one sentence that holds all of the words.</summary>
    public static void AssertRefused(Func<object> load, params string[] words)
    {
        var message = Assert.Throws<UnusableInputException>(load).Message;
        Assert.EndsWith(".", message, StringComparison.Ordinal);
        Assert.DoesNotContain("\n", message, StringComparison.Ordinal);
        Assert.DoesNotContain(". ", message, StringComparison.Ordinal);
        Assert.All(words, word => Assert.Contains(word, message, StringComparison.Ordinal));
    }
}
