using System.Security.Cryptography;
using GanCluster.Core.Identity;

namespace GanCluster.Training.Checkpoints;

/// <summary>SHA-256 of a file's content.</summary>
internal static class CheckpointHash
{
    private const int ChunkSize = 1 << 20;

    public static Digest Of(string path)
    {
        using var file = new FileStream(path, new FileStreamOptions { BufferSize = 0, Options = FileOptions.SequentialScan });
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var chunk = new byte[Math.Clamp(file.Length, 1, ChunkSize)];
        for (int read; (read = file.Read(chunk)) > 0;) hash.AppendData(chunk, 0, read);
        return Digest.Of(hash);
    }
}
