using System.Security.Cryptography;

namespace GanCluster.EndToEnd.Tests.Runs;

/// <summary>Every file of a folder with the hash of its content: what "nothing was touched" is compared by.</summary>
internal static class FileHashes
{
    /// <param name="except">A file that may differ.</param>
    public static SortedDictionary<string, string> Of(string folder, string except = "")
    {
        var hashes = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var path in Directory.GetFiles(folder, "*", SearchOption.AllDirectories))
        {
            var name = Path.GetRelativePath(folder, path);
            hashes[name] = name == except ? "" : Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(path)));
        }

        return hashes;
    }
}
