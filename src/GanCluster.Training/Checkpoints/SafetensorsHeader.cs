using System.Buffers.Binary;
using GanCluster.Core.Memory;

namespace GanCluster.Training.Checkpoints;

/// <summary>
/// What a safetensors file says of itself: 8 bytes little-endian length of a JSON object, the object (name → dtype, shape, data_offsets), the data.
/// See https://github.com/huggingface/safetensors#format.
/// </summary>
/// <param name="DataStart">Bytes before the first value.</param>
/// <param name="Layout">The tensors in the order of their data, as they would lie in memory. In the file they lie without gaps.</param>
public sealed record SafetensorsHeader(long DataStart, FlatLayout Layout, IReadOnlyDictionary<string, string> Metadata)
{
    /// <summary>Bytes of the length before the JSON.</summary>
    public const int LengthSize = sizeof(ulong);

    /// <summary>The format's own limit, in bytes.</summary>
    public const int MaxLength = 100_000_000;

    /// <summary>The entry that isn't a tensor.</summary>
    public const string MetadataKey = "__metadata__";

    public const string Float32 = "F32";

    /// <summary>Reads and checks it against the file. Nothing is allocated that the file isn't long enough for.</summary>
    /// <param name="fileLength">Bytes.</param>
    /// <param name="read">Fills a span with the bytes at a place of the file, which lie within it.</param>
    /// <exception cref="InvalidDataException">The message completes the sentence "the file …".</exception>
    internal static SafetensorsHeader Read(long fileLength, ReadAt read)
    {
        Span<byte> lengthBytes = stackalloc byte[LengthSize];
        if (fileLength < lengthBytes.Length) throw new InvalidDataException($"is truncated: it has {fileLength} bytes");
        read(lengthBytes, 0);
        var length = BinaryPrimitives.ReadUInt64LittleEndian(lengthBytes);
        if (length > MaxLength || (long)length > fileLength - lengthBytes.Length)
            throw new InvalidDataException($"is truncated or no safetensors file: it has {fileLength} bytes, and announces a header of {length}");
        var json = new byte[length];
        read(json, lengthBytes.Length);
        if (json is not [(byte)'{', ..]) throw new InvalidDataException("is no safetensors file: its header doesn't begin with '{'");
        var dataStart = lengthBytes.Length + (long)length;
        var (layout, metadata) = SafetensorsHeaderParser.Parse(json, fileLength - dataStart);
        return new SafetensorsHeader(dataStart, layout, metadata);
    }

    internal delegate void ReadAt(Span<byte> destination, long place);
}
