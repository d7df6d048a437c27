using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using GanCluster.Core.Identity;

namespace GanCluster.Training.Checkpoints;

/// <summary>How a manifest is written as JSON. Anything unknown or absent is refused: a manifest is read whole or not at all.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    WriteIndented = true,
    NewLine = "\n",
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    Converters = [typeof(DigestConverter), typeof(LineageConverter), typeof(PhaseConverter), typeof(DoubleBitsConverter)])]
[JsonSerializable(typeof(CheckpointManifest))]
internal sealed partial class ManifestJson : JsonSerializerContext;

internal sealed class DigestConverter : JsonConverter<Digest>
{
    public override Digest Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => Parse(reader.GetString());

    public override void Write(Utf8JsonWriter writer, Digest value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());

    public static Digest Parse(string? hex) =>
        hex?.Length == 2 * Digest.Size ? Digest.Parse(hex) : throw new JsonException($"'{hex}' isn't a SHA-256");
}

internal sealed class LineageConverter : JsonConverter<Lineage>
{
    public override Lineage Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        new(DigestConverter.Parse(reader.GetString()));

    public override void Write(Utf8JsonWriter writer, Lineage value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
}

internal sealed class PhaseConverter : JsonConverter<PhaseNumber>
{
    public override PhaseNumber Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => new(reader.GetInt64());

    public override void Write(Utf8JsonWriter writer, PhaseNumber value, JsonSerializerOptions options) => writer.WriteNumberValue(value.Value);
}

/// <summary>
/// The 64 bits of a double as 16 hexadecimal digits: a checkpoint gives back the same bits, whatever they are, and no parser of decimals is trusted.
/// </summary>
internal sealed class DoubleBitsConverter : JsonConverter<double>
{
    public override double Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        BitConverter.UInt64BitsToDouble(ulong.Parse(reader.GetString() ?? "", NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture));

    public override void Write(Utf8JsonWriter writer, double value, JsonSerializerOptions options) =>
        writer.WriteStringValue(BitConverter.DoubleToUInt64Bits(value).ToString("x16", CultureInfo.InvariantCulture));
}
