using GanCluster.Core;

namespace GanCluster.Training.Data;

/// <summary>The PNG and JPEG files under a folder, in an order that is the same on every machine, and the classes that its sub-folders make.</summary>
/// <param name="Files">Paths relative to the folder, with '/', in ordinal order.</param>
/// <param name="Labels">One a file: the place of its sub-folder among <paramref name="Classes"/>; empty without sub-folders.</param>
/// <param name="Classes">Names of the sub-folders, in ordinal order.</param>
internal sealed record ImageListing(string[] Files, int[] Labels, string[] Classes)
{
    private static readonly string[] Extensions = [".png", ".jpg", ".jpeg"];

    // Hidden files stay out (".git", macOS's "._name.png"); a folder that can't be listed is an error, not a smaller data set.
    private static readonly EnumerationOptions Everything = new()
    {
        RecurseSubdirectories = true,
        IgnoreInaccessible = false,
        MaxRecursionDepth = 8,
        AttributesToSkip = FileAttributes.Hidden | FileAttributes.System,
    };

    /// <exception cref="UnusableInputException">No folder, no images, or images both in the folder and in sub-folders.</exception>
    public static ImageListing Of(string folder)
    {
        if (!Directory.Exists(folder)) throw new UnusableInputException($"the folder {folder} doesn't exist: name one that holds PNG or JPEG images.");
        string[] files;
        try
        {
            files = [.. Directory.EnumerateFiles(folder, "*", Everything).Where(IsImage).Select(file => Relative(folder, file))];
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new UnusableInputException($"{folder} can't be listed: check that you may read it and its sub-folders.", problem);
        }
        if (files.Length == 0) throw new UnusableInputException($"{folder} holds no PNG or JPEG images: add some, or name another folder.");
        Array.Sort(files, StringComparer.Ordinal);

        var loose = files.Where(file => !file.Contains('/')).ToArray();
        if (loose.Length == files.Length) return new ImageListing(files, [], []);
        if (loose.Length > 0)
            throw new UnusableInputException(
                $"{folder} holds images both by themselves ({loose[0]}) and in sub-folders ({files.First(file => file.Contains('/'))}): sub-folders are classes, so move every image into one, or all out of them.");

        string[] classes = [.. files.Select(ClassOf).Distinct().Order(StringComparer.Ordinal)];
        RequireImagesIn(folder, classes);
        return new ImageListing(files, [.. files.Select(file => Array.BinarySearch(classes, ClassOf(file), StringComparer.Ordinal))], classes);
    }

    private static void RequireImagesIn(string folder, string[] classes)
    {
        var shallow = new EnumerationOptions { AttributesToSkip = Everything.AttributesToSkip };
        var empty = Directory.EnumerateDirectories(folder, "*", shallow).Select(path => Path.GetFileName(path)!).Except(classes)
            .Order(StringComparer.Ordinal).FirstOrDefault();
        if (empty is not null)
            throw new UnusableInputException(
                $"{Path.Combine(folder, empty)} holds no PNG or JPEG images, and sub-folders are classes: add images to it, or remove it.");
    }

    private static bool IsImage(string file) => Extensions.Contains(Path.GetExtension(file), StringComparer.OrdinalIgnoreCase);

    private static string Relative(string folder, string file) => Path.GetRelativePath(folder, file).Replace(Path.DirectorySeparatorChar, '/');

    private static string ClassOf(string file) => file[..file.IndexOf('/', StringComparison.Ordinal)];
}
