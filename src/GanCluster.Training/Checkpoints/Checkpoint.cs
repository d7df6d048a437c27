using System.Diagnostics.CodeAnalysis;
using System.Text;
using GanCluster.Core;
using GanCluster.Core.Identity;
using GanCluster.Core.Memory;
using GanCluster.Core.Training;

namespace GanCluster.Training.Checkpoints;

/// <summary>A checkpoint on disk in which every byte has been compared with its hash.</summary>
public sealed class Checkpoint
{
    /// <summary>The run's configuration as resolved, so that one checkpoint is enough to go on from.</summary>
    public const string ConfigName = "config.json";

    public const string TensorExtension = ".safetensors";

    private Checkpoint(string folder, CheckpointManifest manifest, string configJson)
    {
        Folder = folder;
        Manifest = manifest;
        ConfigJson = configJson;
    }

    /// <summary>Full path.</summary>
    public string Folder { get; }

    public CheckpointManifest Manifest { get; }

    public string ConfigJson { get; }

    public long Step => Manifest.Step;

    /// <summary>Reads the whole checkpoint and compares sizes and hashes.</summary>
    /// <param name="fault">Why it doesn't verify: a clause that names the file.</param>
    public static bool TryOpen(string folder, [NotNullWhen(true)] out Checkpoint? checkpoint, [NotNullWhen(false)] out string? fault)
    {
        (checkpoint, fault) = (null, null);
        try
        {
            var full = Path.GetFullPath(folder);
            var manifest = ManifestFile.Read(full);
            foreach (var file in manifest.Files) Verify(full, file);
            if (manifest.Files.All(file => file.Name != ConfigName))
                throw new InvalidDataException($"{ManifestFile.Name} names no {ConfigName}");
            checkpoint = new Checkpoint(full, manifest, File.ReadAllText(Path.Combine(full, ConfigName), Encoding.UTF8));
            return true;
        }
        catch (InvalidDataException exception)
        {
            fault = exception.Message;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            fault = $"it can't be read ({exception.Message})";
        }

        return false;
    }

    /// <summary>Reads the state, and compares its digest with the manifest's. The caller owns the snapshot.</summary>
    /// <exception cref="UnusableInputException">The files have changed since they were verified.</exception>
    public ReplicaSnapshot Load()
    {
        var groups = new List<TensorGroup>();
        try
        {
            foreach (var file in Manifest.Files)
            {
                if (file.Name != ConfigName) groups.Add(ReadGroup(file.Name));
            }

            var snapshot = new ReplicaSnapshot(Manifest.Counters, Manifest.Lineage, groups);
            var digest = snapshot.Digest();
            if (digest == Manifest.Digest) return snapshot;
            throw new UnusableInputException(
                $"{Folder} holds a state with digest {digest.Short}, and its manifest says {Manifest.Digest.Short}; resume from another checkpoint.");
        }
        catch
        {
            foreach (var group in groups) group.Values.Dispose();
            throw;
        }
    }

    private TensorGroup ReadGroup(string name)
    {
        using var reader = new SafetensorsReader(Path.Combine(Folder, name));
        AlignedBuffer values = reader.Read();
        return new TensorGroup(name[..^TensorExtension.Length], reader.Header.Layout, values);
    }

    private static void Verify(string folder, CheckpointFile file)
    {
        // A name is used as a path, and as that of a group.
        if (file.Name != ConfigName && !CheckpointNames.IsTensorFile(file.Name))
            throw new InvalidDataException($"{ManifestFile.Name} names a file '{file.Name}'");
        var info = new FileInfo(Path.Combine(folder, file.Name));
        if (!info.Exists) throw new InvalidDataException($"{file.Name} is missing");
        if (info.Length < file.Size) throw new InvalidDataException($"{file.Name} is truncated: {info.Length} of {file.Size} bytes");
        if (info.Length > file.Size)
            throw new InvalidDataException($"{file.Name} has {info.Length} bytes, {info.Length - file.Size} too many");
        if (CheckpointHash.Of(info.FullName) != file.Sha256)
            throw new InvalidDataException($"{file.Name} doesn't have the hash that {ManifestFile.Name} gives");
    }
}
