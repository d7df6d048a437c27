using GanCluster.Core;

namespace GanCluster.Training.Data;

/// <summary>The file of images and, if there is one, of labels that a path of the user means.</summary>
internal sealed record IdxFiles(string Images, string? Labels)
{
    private static readonly string[] Parts = ["train", "t10k"];

    /// <summary>
    /// In a folder the pair <c>train-images-idx3-ubyte</c> if it is there, else <c>t10k-...</c>, each also with a dot before <c>idx</c> and
    /// with <c>.gz</c>. The path may also name the file of images.
    /// </summary>
    /// <returns>Null where there is none.</returns>
    public static IdxFiles? Find(string path)
    {
        if (File.Exists(path))
            return Path.GetFileName(path).Contains("idx3", StringComparison.Ordinal) ? new IdxFiles(path, LabelsBeside(path)) : null;
        foreach (var part in Parts)
            if (Existing(path, $"{part}-images", "idx3-ubyte") is { } images)
                return new IdxFiles(images, Existing(path, $"{part}-labels", "idx1-ubyte"));
        return null;
    }

    /// <summary>The pair <c>t10k-...</c> of a folder that holds training images too; null where there is none.</summary>
    public static IdxFiles? FindTest(string path) =>
        Existing(path, $"{Parts[0]}-images", "idx3-ubyte") is not null && Existing(path, $"{Parts[1]}-images", "idx3-ubyte") is { } images
            ? new IdxFiles(images, Existing(path, $"{Parts[1]}-labels", "idx1-ubyte"))
            : null;

    public static IdxFiles Require(string path) => Find(path) ?? throw new UnusableInputException(
        $"{path} holds no {Parts[0]}-images-idx3-ubyte or {Parts[1]}-images-idx3-ubyte (plain or .gz): name the folder with the IDX files.");

    private static string? LabelsBeside(string images)
    {
        var name = Path.GetFileName(images).Replace("images", "labels", StringComparison.Ordinal);
        var stem = name[..name.IndexOf("idx3", StringComparison.Ordinal)].TrimEnd('-', '.');
        return Existing(Path.GetDirectoryName(Path.GetFullPath(images))!, stem, "idx1-ubyte");
    }

    private static string? Existing(string folder, string stem, string kind) =>
        new[] { $"{stem}-{kind}", $"{stem}.{kind}", $"{stem}-{kind}.gz", $"{stem}.{kind}.gz" }
            .Select(name => Path.Combine(folder, name)).FirstOrDefault(File.Exists);
}
