using System.Text;
using System.Text.Json;
using GanCluster.Core.Identity;

namespace GanCluster.Training.Checkpoints;

/// <summary>
/// <c>manifest.json</c> and the line about it in <c>manifest.sha256</c>, in the format of sha256sum: <c>sha256sum -c manifest.sha256</c> checks it without this
/// program. The hash is taken over the bytes as they lie on the disk, so that nothing depends on how JSON is written.
/// </summary>
internal static class ManifestFile
{
    public const string Name = "manifest.json";
    public const string HashName = "manifest.sha256";

    /// <summary>Far above any manifest: what is larger isn't one, and isn't read.</summary>
    private const long MaxSize = 16 << 20;

    public static byte[] Json(CheckpointManifest manifest) => JsonSerializer.SerializeToUtf8Bytes(manifest, ManifestJson.Default.CheckpointManifest);

    public static byte[] HashLine(ReadOnlySpan<byte> json) => Encoding.ASCII.GetBytes($"{Digest.Of(json)}  {Name}\n");

    /// <exception cref="InvalidDataException">Absent, damaged, or of another format. The message is a clause that says which.</exception>
    /// <exception cref="IOException">The files are there and can't be read.</exception>
    public static CheckpointManifest Read(string folder)
    {
        var json = ReadSmall(folder, Name);
        var line = ReadSmall(folder, HashName);
        if (!line.AsSpan().SequenceEqual(HashLine(json)))
            throw new InvalidDataException($"{Name} doesn't have the hash that {HashName} gives");
        try
        {
            RequireFormat(json);
            return JsonSerializer.Deserialize(json, ManifestJson.Default.CheckpointManifest) ?? throw new JsonException("null");
        }
        catch (Exception exception) when (exception is JsonException or FormatException or InvalidOperationException or OverflowException)
        {
            throw new InvalidDataException($"{Name} isn't a manifest ({exception.Message})", exception);
        }
    }

    /// <summary>Before the rest is read: a later format may have what this program doesn't know, and deserves the right reason.</summary>
    private static void RequireFormat(byte[] json)
    {
        using var document = JsonDocument.Parse(json);
        var format = document.RootElement.TryGetProperty("format", out var element) ? element.GetInt32() : throw new JsonException("it has no format");
        if (format != CheckpointManifest.CurrentFormat)
            throw new InvalidDataException($"{Name} is of format {format}, and this program reads format {CheckpointManifest.CurrentFormat}: use the version that wrote it");
    }

    private static byte[] ReadSmall(string folder, string name)
    {
        var file = new FileInfo(Path.Combine(folder, name));
        if (!file.Exists) throw new InvalidDataException($"{name} is missing");
        if (file.Length > MaxSize) throw new InvalidDataException($"{name} has {file.Length} bytes: that is no manifest");
        return File.ReadAllBytes(file.FullName);
    }
}
