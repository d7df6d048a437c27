using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using GanCluster.Core.Identity;

namespace GanCluster.Training.Checkpoints;

/// <summary>Writes the files of one checkpoint into a folder that nobody reads yet, each on the disk before the next begins, the manifest last.</summary>
internal static class CheckpointFolderWriter
{
    private const int BufferSize = 1 << 16;

    private static readonly string ProgramVersion =
        typeof(CheckpointFolderWriter).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";

    /// <exception cref="ArgumentException">A group's name can't be that of a file.</exception>
    public static void Write(string folder, CheckpointContent content, Digest digest, DateTimeOffset written)
    {
        var config = Encoding.UTF8.GetBytes(content.ConfigJson);
        var files = new List<CheckpointFile> { WriteFile(folder, Checkpoint.ConfigName, file => file.Write(config)) };
        foreach (var group in content.Snapshot.Groups)
        {
            var name = group.Name + Checkpoint.TensorExtension;
            if (!CheckpointNames.IsTensorFile(name))
                throw new ArgumentException($"the group '{group.Name}' can't be a file: lower case, digits and underscores");
            var metadata = new Dictionary<string, string> { ["group"] = group.Name, ["step"] = content.Step.ToString() };
            files.Add(WriteFile(folder, name, file => SafetensorsWriter.Write(file, group.Layout, group.Values, metadata)));
        }

        var manifest = ManifestFile.Json(new CheckpointManifest(
            CheckpointManifest.CurrentFormat, ProgramVersion, content.Run, content.Step, written, digest,
            content.Snapshot.Lineage, content.Snapshot.Counters, content.Data, files));
        WriteFile(folder, ManifestFile.Name, file => file.Write(manifest));
        WriteFile(folder, ManifestFile.HashName, file => file.Write(ManifestFile.HashLine(manifest)));
        DurableDirectory.Flush(folder);
    }

    private static CheckpointFile WriteFile(string folder, string name, Action<Stream> write)
    {
        using var file = new FileStream(Path.Combine(folder, name), new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            BufferSize = BufferSize,
        });
        // Hashed on the way: reading the file again would cost a pass, and would vouch for whatever the disk made of it.
        using var hash = SHA256.Create();
        using (var hashed = new CryptoStream(file, hash, CryptoStreamMode.Write, leaveOpen: true)) write(hashed);
        file.Flush(flushToDisk: true);
        return new CheckpointFile(name, file.Length, new Digest(hash.Hash));
    }
}
