using System.Buffers.Binary;
using System.IO.Compression;
using GanCluster.Core;

namespace GanCluster.Training.Data;

/// <summary>
/// The content of one IDX file of unsigned bytes, plain or gzip: two zero bytes, the type (8), the count of dimensions, each size as a
/// big-endian 32-bit number, then the values with the last dimension fastest. Source: http://yann.lecun.com/exdb/mnist
/// </summary>
/// <param name="Sizes">The first is the count of samples.</param>
internal sealed record IdxContent(int[] Sizes, SampleBytes Samples)
{
    public const int ImageDimensions = 3, LabelDimensions = 1;

    private const int UnsignedBytes = 8;

    /// <summary>Deflate spends at least one bit on 258 bytes in pairs of codes: no file unpacks to more than 1,032 times its length.</summary>
    private const int DeflateLimit = 1032;

    /// <summary>Reads a file whole; nothing is allocated that the file's own length doesn't back.</summary>
    /// <exception cref="UnusableInputException">Not such a file, damaged, or cut short.</exception>
    public static IdxContent Read(string name, Stream file, int dimensions)
    {
        try
        {
            var zipped = file.ReadByte() == 0x1F && file.ReadByte() == 0x8B; // gzip's magic, RFC 1952
            file.Position = 0;
            if (!zipped) return Read(name, file, dimensions, limit: file.Length);
            using var unzipped = new GZipStream(file, CompressionMode.Decompress, leaveOpen: true);
            return Read(name, unzipped, dimensions, limit: file.Length * DeflateLimit);
        }
        catch (InvalidDataException)
        {
            throw new UnusableInputException($"{name} is a damaged gzip file: download or copy it again.");
        }
    }

    private static IdxContent Read(string name, Stream content, int dimensions, long limit)
    {
        var sizes = ReadHeader(name, content, dimensions);
        Int128 promised = 1;
        foreach (var size in sizes) promised *= size;
        var what = $"{string.Join(" × ", sizes.Select(size => $"{size:N0}"))} bytes";
        var headerLength = sizeof(int) * (1 + dimensions);
        if (promised + headerLength > limit) throw Truncated(name, what);

        MemoryLimit.Check(name, promised, "use a machine with more, or fewer images");
        var (samples, length) = SampleBytes.Read(content, sizes[0], (int)(promised / sizes[0]));
        if (length < promised) throw Truncated(name, what);
        if (content.ReadByte() >= 0) // the end of a gzip stream is also where its checksum is compared
            throw new UnusableInputException($"{name} is longer than the {what} that its header promises: download or copy it again.");
        return new IdxContent(sizes, samples);
    }

    private static int[] ReadHeader(string name, Stream content, int dimensions)
    {
        Span<byte> header = stackalloc byte[sizeof(int) * (1 + dimensions)];
        var read = content.ReadAtLeast(header, header.Length, throwOnEndOfStream: false);
        var expected = (UnsignedBytes << 8) | dimensions;
        if (read < sizeof(int)) throw Truncated(name, "header");
        var magic = BinaryPrimitives.ReadInt32BigEndian(header);
        if (magic != expected) throw new UnusableInputException(WrongMagic(name, magic, expected));
        if (read < header.Length) throw Truncated(name, "header");

        var sizes = new int[dimensions];
        for (var i = 0; i < dimensions; i++)
        {
            sizes[i] = BinaryPrimitives.ReadInt32BigEndian(header[(sizeof(int) * (i + 1))..]);
            if (sizes[i] < 1) throw new UnusableInputException($"{name} has a size of {(uint)sizes[i]:N0} in its header: download or copy it again.");
        }
        if (dimensions > 1 && (long)sizes[1] * sizes[^1] > 1 << 24)
            throw new UnusableInputException($"{name} promises images of {sizes[1]:N0} × {sizes[^1]:N0}, more than 16 megapixels each: download or copy it again.");
        return sizes;
    }

    private static string WrongMagic(string name, int magic, int expected) => magic switch
    {
        0x0801 => $"{name} holds IDX labels where images belong: name the files as they were published.",
        0x0803 => $"{name} holds IDX images where labels belong: name the files as they were published.",
        _ => $"{name} isn't an IDX file of unsigned bytes (it begins with {magic:x8}, not {expected:x8}): download it again, or name another folder.",
    };

    private static UnusableInputException Truncated(string name, string what) =>
        new($"{name} is cut short, it lacks some of the {what} that it should hold: download or copy it again.");
}
