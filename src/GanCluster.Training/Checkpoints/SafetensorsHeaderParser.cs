using System.Text.Json;
using GanCluster.Core.Memory;

namespace GanCluster.Training.Checkpoints;

/// <summary>
/// Reads the JSON of a safetensors header, and believes nothing: whatever it returns lies inside the file, once, without holes. Nothing is
/// allocated beyond a small multiple of the JSON's own size.
/// </summary>
internal static class SafetensorsHeaderParser
{
    private readonly record struct Tensor(string Name, long[] Shape, long Begin, long End);

    /// <param name="dataLength">Bytes of the file after the header.</param>
    /// <exception cref="InvalidDataException">The message completes the sentence "the file …".</exception>
    public static (FlatLayout Layout, IReadOnlyDictionary<string, string> Metadata) Parse(ReadOnlySpan<byte> json, long dataLength)
    {
        try
        {
            return ParseObject(json, dataLength);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or FormatException)
        {
            // InvalidOperationException and FormatException: a token of another type, text that isn't UTF-8, a number out of range.
            throw new InvalidDataException($"has a header that isn't the JSON of safetensors ({exception.Message})", exception);
        }
    }

    private static (FlatLayout Layout, IReadOnlyDictionary<string, string> Metadata) ParseObject(ReadOnlySpan<byte> json, long dataLength)
    {
        var reader = new Utf8JsonReader(json);
        var tensors = new List<Tensor>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        var metadata = new Dictionary<string, string>(StringComparer.Ordinal);
        Expect(ref reader, JsonTokenType.StartObject);
        while (NextName(ref reader) is { } name)
        {
            if (!names.Add(name)) throw new InvalidDataException($"names '{name}' twice");
            if (name == SafetensorsHeader.MetadataKey) ReadMetadata(ref reader, metadata);
            else tensors.Add(ReadTensor(ref reader, name));
        }

        if (reader.Read()) throw new InvalidDataException("has something after the JSON of its header");
        return (Arrange(tensors, dataLength), metadata);
    }

    private static Tensor ReadTensor(ref Utf8JsonReader reader, string name)
    {
        if (name.Length == 0) throw new InvalidDataException("holds a tensor without a name");
        string? type = null;
        long[]? shape = null, offsets = null;
        Expect(ref reader, JsonTokenType.StartObject);
        while (NextName(ref reader) is { } key)
        {
            if (key == "dtype" && type is null) type = NextString(ref reader);
            else if (key == "shape" && shape is null) shape = ReadSizes(ref reader, name);
            else if (key == "data_offsets" && offsets is null) offsets = ReadSizes(ref reader, name);
            else throw new InvalidDataException($"describes '{name}' with an unknown or repeated '{key}'");
        }

        if (type is null || shape is null || offsets is not [var begin, var end])
            throw new InvalidDataException($"doesn't give dtype, shape and two data_offsets for '{name}'");
        if (type != SafetensorsHeader.Float32)
            throw new InvalidDataException($"holds '{name}' as {type}; only {SafetensorsHeader.Float32} can be read");
        return new Tensor(name, shape, begin, end);
    }

    private static long[] ReadSizes(ref Utf8JsonReader reader, string name)
    {
        var sizes = new List<long>();
        Expect(ref reader, JsonTokenType.StartArray);
        while (Next(ref reader) != JsonTokenType.EndArray)
        {
            sizes.Add(reader.GetInt64());
            if (sizes[^1] < 0) throw new InvalidDataException($"has a negative size or offset at '{name}'");
        }

        return [.. sizes];
    }

    private static void ReadMetadata(ref Utf8JsonReader reader, Dictionary<string, string> metadata)
    {
        Expect(ref reader, JsonTokenType.StartObject);
        while (NextName(ref reader) is { } key)
        {
            if (!metadata.TryAdd(key, NextString(ref reader))) throw new InvalidDataException($"has metadata '{key}' twice");
        }
    }

    /// <summary>The tensors by place in the file: each begins where the last one ended, and the last one ends with the file.</summary>
    private static FlatLayout Arrange(List<Tensor> tensors, long dataLength)
    {
        var place = 0L;
        // Ends too: an empty tensor begins where its neighbour does, and comes before it.
        var ordered = tensors.OrderBy(tensor => tensor.Begin).ThenBy(tensor => tensor.End).ToList();
        foreach (var (name, shape, begin, end) in ordered)
        {
            if (begin != place)
                throw new InvalidDataException($"has '{name}' at byte {begin} of its data, where byte {place} is expected: a hole or an overlap");
            if (end < begin || end > dataLength)
                throw new InvalidDataException($"is truncated or damaged: '{name}' ends at byte {end} of {dataLength}");
            if (ByteLength(shape) != end - begin)
                throw new InvalidDataException($"gives '{name}' {end - begin} bytes, which don't fit its shape [{string.Join(", ", shape)}]");
            place = end;
        }

        if (place != dataLength) throw new InvalidDataException($"has {dataLength} bytes of data, of which its header explains {place}");
        return new FlatLayout(ordered.Select(tensor => (tensor.Name, (IReadOnlyList<long>)tensor.Shape)));
    }

    /// <summary>Bytes of a tensor, or −1 where they can't be counted.</summary>
    private static long ByteLength(long[] shape)
    {
        try
        {
            return checked(FlatLayout.LengthOf(shape) * sizeof(float));
        }
        catch (OverflowException)
        {
            return -1;
        }
    }

    private static string? NextName(ref Utf8JsonReader reader) => Next(ref reader) == JsonTokenType.PropertyName ? reader.GetString() : null;

    private static string NextString(ref Utf8JsonReader reader)
    {
        Expect(ref reader, JsonTokenType.String);
        return reader.GetString()!;
    }

    private static void Expect(ref Utf8JsonReader reader, JsonTokenType type)
    {
        if (Next(ref reader) != type) throw new InvalidDataException($"has {reader.TokenType} where its header needs {type}");
    }

    private static JsonTokenType Next(ref Utf8JsonReader reader) =>
        reader.Read() ? reader.TokenType : throw new InvalidDataException("has a header that ends too early");
}
