using System.Buffers.Binary;
using System.Text.Json;
using GanCluster.Core.Memory;

namespace GanCluster.Training.Checkpoints;

/// <summary>Writes tensors as safetensors (https://github.com/huggingface/safetensors), straight from their buffer: nothing is copied whole.</summary>
public static class SafetensorsWriter
{
    private const int ChunkSize = 1 << 20;

    /// <param name="metadata">Text that other programs may show; it must not hold times where equal states shall make equal files.</param>
    /// <exception cref="ArgumentException">The buffer is shorter than the layout.</exception>
    public static unsafe void Write(Stream stream, FlatLayout layout, AlignedBuffer values, IReadOnlyDictionary<string, string>? metadata = null)
    {
        if (values.Length < layout.Length)
            throw new ArgumentException($"{layout.Length} floats are laid out, {values.Length} are there", nameof(values));
        stream.Write(Header(layout, metadata));
        foreach (var entry in layout.Entries)
        {
            var start = (byte*)(values.Pointer + entry.Offset);
            var bytes = entry.Length * sizeof(float);
            for (long done = 0; done < bytes; done += ChunkSize)
                stream.Write(new ReadOnlySpan<byte>(start + done, (int)Math.Min(ChunkSize, bytes - done)));
        }

        GC.KeepAlive(values);
    }

    private static byte[] Header(FlatLayout layout, IReadOnlyDictionary<string, string>? metadata)
    {
        using var buffer = new MemoryStream();
        buffer.Write(new byte[SafetensorsHeader.LengthSize]);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            if (metadata is { Count: > 0 }) WriteMetadata(json, metadata);
            long place = 0;
            foreach (var entry in layout.Entries) place = WriteTensor(json, entry, place);
            json.WriteEndObject();
        }

        // Spaces, which the format allows, so that the data start at an aligned place of a mapped file.
        while (buffer.Length % AlignedBuffer.Alignment != 0) buffer.WriteByte((byte)' ');
        var header = buffer.ToArray();
        BinaryPrimitives.WriteInt64LittleEndian(header, header.Length - SafetensorsHeader.LengthSize);
        return header;
    }

    private static void WriteMetadata(Utf8JsonWriter json, IReadOnlyDictionary<string, string> metadata)
    {
        json.WriteStartObject(SafetensorsHeader.MetadataKey);
        foreach (var (key, value) in metadata) json.WriteString(key, value);
        json.WriteEndObject();
    }

    /// <returns>Where the next tensor's data begin.</returns>
    private static long WriteTensor(Utf8JsonWriter json, FlatEntry entry, long place)
    {
        var end = place + entry.Length * sizeof(float);
        json.WriteStartObject(entry.Name);
        json.WriteString("dtype", SafetensorsHeader.Float32);
        WriteNumbers(json, "shape", entry.Shape);
        WriteNumbers(json, "data_offsets", [place, end]);
        json.WriteEndObject();
        return end;
    }

    private static void WriteNumbers(Utf8JsonWriter json, string name, IReadOnlyList<long> numbers)
    {
        json.WriteStartArray(name);
        foreach (var number in numbers) json.WriteNumberValue(number);
        json.WriteEndArray();
    }
}
