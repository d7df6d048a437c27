using System.Globalization;
using GanCluster.Core;

namespace GanCluster.Training.Data;

/// <summary>Images of the MNIST family in IDX files, shape <c>[1, height, width]</c> at their own size, with labels if there are any.</summary>
public static class IdxImages
{
    /// <summary>True if a folder holds IDX files of images under their published names, or the path names one.</summary>
    public static bool AreAt(string path) => IdxFiles.Find(path) is not null;

    /// <exception cref="UnusableInputException">No such files, or a file is damaged; the message names it and the remedy.</exception>
    public static ImageSet Load(string path) => Load(path, IdxFiles.Require(path));

    /// <summary>The test images of a folder that holds training images too; null where there are none.</summary>
    /// <exception cref="UnusableInputException">A file is damaged; the message names it and the remedy.</exception>
    public static ImageSet? LoadTest(string path) => IdxFiles.FindTest(path) is { } files ? Load(path, files) : null;

    private static ImageSet Load(string path, IdxFiles files)
    {
        using var images = Open(files.Images);
        using var labels = files.Labels is null ? null : Open(files.Labels);
        var isFashion = NameOf(files.Images) is var name && name.Contains("fashion", StringComparison.OrdinalIgnoreCase);
        return Load(isFashion ? "Fashion-MNIST" : name, path, files, images, labels, isFashion ? FashionClasses.Names : null);
    }

    /// <summary>Reads streams that can be sought in; <paramref name="files"/> names them in messages.</summary>
    /// <param name="title">What the data is called.</param>
    /// <param name="place">Where it lies.</param>
    /// <param name="classes">The names of the classes where they are known; labels outside of them are refused.</param>
    internal static ImageSet Load(
        string title, string place, IdxFiles files, Stream images, Stream? labels, IReadOnlyList<string>? classes)
    {
        var (sizes, pixels) = IdxContent.Read(files.Images, images, IdxContent.ImageDimensions);
        var numbers = labels is null ? [] : ReadLabels(files, labels, sizes[0], classes);
        var names = numbers.Length == 0 ? [] : Enumerable.Range(0, numbers.Max() + 1)
            .Select(label => classes?[label] ?? label.ToString(CultureInfo.InvariantCulture)).ToArray();
        return new ImageSet($"{title}, {sizes[0]:N0} images ({place})", [1, sizes[1], sizes[2]], pixels, numbers, names);
    }

    private static int[] ReadLabels(IdxFiles files, Stream stream, int images, IReadOnlyList<string>? classes)
    {
        var (sizes, bytes) = IdxContent.Read(files.Labels!, stream, IdxContent.LabelDimensions);
        if (sizes[0] != images)
            throw new UnusableInputException(
                $"{files.Labels} has {sizes[0]:N0} labels for the {images:N0} images of {files.Images}: take both files from the same set.");

        var labels = new int[images];
        for (var i = 0; i < images; i++) labels[i] = bytes[i][0];
        // Where the classes aren't known, a label far above the others is damage: a network would get classes that nothing belongs to.
        var limit = classes?.Count ?? Math.Max(10, 2 * labels.Distinct().Count());
        var wrong = Array.FindIndex(labels, label => label >= limit);
        return wrong < 0 ? labels : throw new UnusableInputException(
            $"{files.Labels} has the label {labels[wrong]} at number {wrong:N0}, out of the range 0 to {limit - 1}: download it again, or number the classes from 0 without gaps.");
    }

    private static FileStream Open(string path)
    {
        try
        {
            return File.OpenRead(path);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new UnusableInputException($"{path} can't be opened: check that it is a file that you may read.", problem);
        }
    }

    /// <summary>The folder's name; torchvision unpacks into a folder "raw" under it.</summary>
    private static string NameOf(string images)
    {
        var folder = Directory.GetParent(Path.GetFullPath(images))!;
        return folder is { Name: "raw", Parent: not null } ? folder.Parent.Name : folder.Name;
    }
}
