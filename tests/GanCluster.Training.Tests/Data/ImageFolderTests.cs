using GanCluster.Training.Data;
using SkiaSharp;
using static GanCluster.Training.Tests.Data.TemporaryFolder;

namespace GanCluster.Training.Tests.Data;

public sealed class ImageFolderTests : IDisposable
{
    private static readonly SKColor Red = new(255, 0, 0), Blue = new(0, 0, 255);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Load_SubFolders_AreClassesInOrdinalOrder()
    {
        _folder.WriteImage("b/1.png", 8, 8, (_, _) => new SKColor(2, 2, 2));
        _folder.WriteImage("a/10.png", 8, 8, (_, _) => new SKColor(0, 0, 0));
        _folder.WriteImage("a/deep/9.PNG", 8, 8, (_, _) => new SKColor(1, 1, 1));
        _folder.WriteImage("a-b/9.png", 8, 8, (_, _) => new SKColor(3, 3, 3));
        _folder.WriteImage(".hidden/x.png", 8, 8, (_, _) => Red);
        _folder.Write("readme.txt", [1]);
        var data = ImageFolder.Load(_folder.Path, size: 8, channels: 3);
        Assert.Equal([3, 8, 8], data.SampleShape);
        Assert.Equal(["a", "a-b", "b"], data.Classes);
        // ordinal order of the relative paths: '-' comes before '/'
        Assert.Equal([(3, "a-b"), (0, "a"), (1, "a"), (2, "b")],
            Enumerable.Range(0, 4).Select(i => ((int)data.PixelsOf(i)[0], data.Classes[data.LabelOf(i)])));
        Assert.Contains("4 images in 3 classes", data.Description, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_ImageOfTheSameSize_KeepsEveryByteChannelByChannel()
    {
        _folder.WriteImage("x.png", 16, 16, (x, y) => new SKColor((byte)(x * 16), (byte)(y * 16), (byte)(x ^ y)));
        var pixels = ImageFolder.Load(_folder.Path, size: 16, channels: 3).PixelsOf(0).ToArray();
        var places = Enumerable.Range(0, 256).Select(i => (X: i % 16, Y: i / 16)).ToArray();
        Assert.Equal([.. places.Select(p => (byte)(p.X * 16)), .. places.Select(p => (byte)(p.Y * 16)), .. places.Select(p => (byte)(p.X ^ p.Y))], pixels);
    }

    [Theory]
    [InlineData(SKEncodedImageFormat.Png, "x.png", 1)]
    [InlineData(SKEncodedImageFormat.Jpeg, "x.jpeg", 16)]
    public void Load_WideImage_IsCutToItsMiddle(SKEncodedImageFormat format, string name, int tolerance)
    {
        // Edges at multiples of 16, JPEG's blocks of colour: elsewhere the file itself blurs them.
        _folder.WriteImage(name, 144, 48, (x, _) => x is >= 48 and < 96 ? Blue : Red, format);
        var pixels = ImageFolder.Load(_folder.Path, size: 10, channels: 3).PixelsOf(0).ToArray();
        Assert.All(pixels.Take(100), red => Assert.InRange(red, 0, tolerance));
        Assert.All(pixels.Skip(200), blue => Assert.InRange(blue, 255 - tolerance, 255));
    }

    [Theory]
    [InlineData(64, 16)]
    [InlineData(16, 64)]
    [InlineData(50, 32)]
    public void Load_AnotherSize_KeepsASmoothRamp(int from, int to)
    {
        _folder.WriteImage("x.png", from, from, (x, y) => new SKColor((byte)(200.0 * (x + 0.5) / from), (byte)(200.0 * (y + 0.5) / from), 7));
        var pixels = ImageFolder.Load(_folder.Path, to, channels: 3).PixelsOf(0).ToArray();
        for (var i = 0; i < to * to; i++)
        {
            Assert.InRange(pixels[i] - (200.0 * ((i % to) + 0.5) / to), -5, 5);
            Assert.InRange(pixels[(to * to) + i] - (200.0 * ((i / to) + 0.5) / to), -5, 5);
            Assert.Equal(7, pixels[(2 * to * to) + i]);
        }
    }

    [Fact]
    public void Load_FineCheckerboardShrunk_IsGreyNotAliased()
    {
        _folder.WriteImage("x.png", 64, 64, (x, y) => (x + y) % 2 == 0 ? SKColors.White : SKColors.Black);
        Assert.All(ImageFolder.Load(_folder.Path, size: 16, channels: 1).PixelsOf(0).ToArray(), grey => Assert.InRange(grey, 120, 135));
    }

    [Fact]
    public void Load_OneChannel_IsLumaAndTransparencyIsWhite()
    {
        _folder.WriteImage("a.png", 4, 4, (_, _) => Red);
        _folder.WriteImage("b.png", 4, 4, (_, _) => new SKColor(0, 255, 0, 0));
        var data = ImageFolder.Load(_folder.Path, size: 4, channels: 1);
        Assert.All(data.PixelsOf(0).ToArray(), grey => Assert.Equal(76, grey)); // 0.299 · 255
        Assert.All(data.PixelsOf(1).ToArray(), grey => Assert.Equal(255, grey));
    }

    /// <summary>EXIF orientation 6, as a phone held upright writes it: the file's left column is the picture's top row.</summary>
    [Fact]
    public void Load_JpegWithOrientation_IsTurned()
    {
        var path = _folder.WriteImage("x.jpg", 32, 32, (x, _) => x < 16 ? Red : Blue, SKEncodedImageFormat.Jpeg);
        byte[] exif =
        [
            0xFF, 0xE1, 0, 34, .. "Exif\0\0"u8, .. "MM\0*"u8, 0, 0, 0, 8,
            0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, 6, 0, 0, 0, 0, 0, 0,
        ];
        var jpeg = File.ReadAllBytes(path);
        _folder.Write("x.jpg", [.. jpeg[..2], .. exif, .. jpeg[2..]]);
        var reds = ImageFolder.Load(_folder.Path, size: 8, channels: 3).PixelsOf(0)[..64].ToArray();
        Assert.All(reds.Take(24), red => Assert.InRange(red, 200, 255));
        Assert.All(reds.Skip(40), red => Assert.InRange(red, 0, 55));
    }

    [Fact]
    public void Load_EachOrientation_PutsTheFirstPixelWhereItBelongs()
    {
        // Where the file's row 0, column 0 goes in a square of 2: the EXIF standard's table of tag 0x0112.
        foreach (var (origin, expected) in new (SKEncodedOrigin, byte[])[]
        {
            (SKEncodedOrigin.TopLeft, [1, 2, 3, 4]), (SKEncodedOrigin.TopRight, [2, 1, 4, 3]), (SKEncodedOrigin.BottomRight, [4, 3, 2, 1]),
            (SKEncodedOrigin.BottomLeft, [3, 4, 1, 2]), (SKEncodedOrigin.LeftTop, [1, 3, 2, 4]), (SKEncodedOrigin.RightTop, [3, 1, 4, 2]),
            (SKEncodedOrigin.RightBottom, [4, 2, 3, 1]), (SKEncodedOrigin.LeftBottom, [2, 4, 1, 3]),
        })
        {
            byte[] image = [1, 2, 3, 4, 1, 2, 3, 4];
            ImageOrientation.Apply(origin, 2, image);
            Assert.Equal([.. expected, .. expected], image);
        }
    }

    [Fact]
    public void Fingerprint_SameImagesElsewhere_IsEqual()
    {
        using var other = new TemporaryFolder();
        foreach (var (folder, names) in new[] { (_folder, new[] { "a.png", "b.png" }), (other, ["c.png", "d.png"]) })
            for (var i = 0; i < 2; i++) folder.WriteImage(names[i], 20, 30, (x, y) => new SKColor((byte)(x * i), (byte)y, 0));
        Assert.Equal(ImageFolder.Load(_folder.Path, 8, 3).Fingerprint, ImageFolder.Load(other.Path, 8, 3).Fingerprint);
        Assert.NotEqual(ImageFolder.Load(_folder.Path, 8, 3).Fingerprint, ImageFolder.Load(_folder.Path, 8, 1).Fingerprint);
    }

    [Fact]
    public void Load_EmptyOrMissingFolder_IsRefused()
    {
        AssertRefused(() => ImageFolder.Load(_folder.Path, 8, 3), _folder.Path, "no PNG or JPEG", "add some");
        AssertRefused(() => ImageFolder.Load(_folder.Path + "/none", 8, 3), "/none", "doesn't exist");
    }

    [Fact]
    public void Load_LooseImagesBesideSubFolders_IsRefused()
    {
        _folder.WriteImage("loose.png", 4, 4, (_, _) => Red);
        _folder.WriteImage("cats/one.png", 4, 4, (_, _) => Red);
        AssertRefused(() => ImageFolder.Load(_folder.Path, 8, 3), "loose.png", "cats/one.png", "move");
    }

    [Fact]
    public void Load_SubFolderWithoutImages_IsRefused()
    {
        _folder.WriteImage("cats/one.png", 4, 4, (_, _) => Red);
        _folder.Write("dogs/one.webp", [1]);
        AssertRefused(() => ImageFolder.Load(_folder.Path, 8, 3), "dogs", "remove it");
    }

    [Fact]
    public void Load_OneUnreadableImage_IsNamed()
    {
        _folder.WriteImage("good.png", 4, 4, (_, _) => Red);
        _folder.Write("bad.png", "not a picture"u8.ToArray());
        AssertRefused(() => ImageFolder.Load(_folder.Path, 8, 3), "bad.png (not an image)", "replace or remove");
    }

    [Theory]
    [InlineData(SKEncodedImageFormat.Png, "x.png")]
    [InlineData(SKEncodedImageFormat.Jpeg, "x.jpg")]
    public void Load_ImageCutShort_IsNamed(SKEncodedImageFormat format, string name)
    {
        var path = _folder.WriteImage(name, 64, 64, (x, y) => new SKColor((byte)(x * y), (byte)(x * 31), (byte)(y * 17)), format);
        var content = File.ReadAllBytes(path);
        _folder.Write(name, content[..(content.Length / 2)]);
        AssertRefused(() => ImageFolder.Load(_folder.Path, 8, 3), $"{name} (cut short)", "replace or remove");
    }

    [Fact]
    public void Load_ManyUnreadableImages_NamesFiveAndCountsTheRest()
    {
        for (var i = 0; i < 8; i++) _folder.Write($"bad{i}.jpg", []);
        _folder.WriteImage("other.png", 4, 4, (_, _) => Red, SKEncodedImageFormat.Webp);
        AssertRefused(() => ImageFolder.Load(_folder.Path, 8, 3), "9 images", "bad0.jpg", "bad4.jpg", "and 4 more");
    }

    [Fact]
    public void Load_AnotherFormatUnderTheName_IsNamed()
    {
        _folder.WriteImage("other.png", 4, 4, (_, _) => Red, SKEncodedImageFormat.Webp);
        AssertRefused(() => ImageFolder.Load(_folder.Path, 8, 3), "other.png (Webp inside)");
    }

    [Fact]
    public void Load_PngThatClaimsHugeSizes_IsNamed()
    {
        var content = File.ReadAllBytes(_folder.WriteImage("x.png", 4, 4, (_, _) => Red));
        content[16] = content[20] = 0; // width and height are bytes 16 to 23, the header's CRC 29 to 32
        content[17] = content[21] = 1;
        System.Buffers.Binary.BinaryPrimitives.WriteUInt32BigEndian(content.AsSpan(29), Crc32(content.AsSpan(12, 17)));
        _folder.Write("x.png", content);
        AssertRefused(() => ImageFolder.Load(_folder.Path, 8, 3), "x.png", "megapixels");
    }

    [Fact]
    public void Load_MoreThanTheMemory_IsRefused() =>
        AssertRefused(() =>
        {
            MemoryLimit.Check("folder", (Int128)1 << 60, "set a smaller data.size");
            return 0;
        }, "folder", "GB", "data.size");

    private static uint Crc32(ReadOnlySpan<byte> data)
    {
        var crc = uint.MaxValue;
        foreach (var value in data)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++) crc = (crc >> 1) ^ (0xEDB88320 & (0 - (crc & 1)));
        }
        return ~crc;
    }
}
