using GanCluster.Core;

namespace GanCluster.Training.Data;

/// <summary>
/// A folder of PNG and JPEG images, shape <c>[channels, size, size]</c>; its sub-folders, if it has any, are classes in ordinal order.
/// Samples are numbered by relative path in ordinal order, so the numbers are the same on every machine.
/// </summary>
public static class ImageFolder
{
    private const int FilesNamed = 5;

    /// <summary>Decodes everything, on as many threads of its own as there are cores.</summary>
    /// <param name="folder">Images by themselves, or in sub-folders.</param>
    /// <param name="size">Height and width to which the middle square is resized.</param>
    /// <param name="channels">1 or 3.</param>
    /// <exception cref="UnusableInputException">No images, images that can't be read (all are counted), or too many for the memory.</exception>
    public static ImageSet Load(string folder, int size, int channels)
    {
        if (channels is not (1 or 3)) throw new UnusableInputException($"images can have 1 or 3 channels, not {channels}: set data.channels to one of them.");
        var listing = ImageListing.Of(folder);
        var sampleSize = checked(channels * size * size);
        MemoryLimit.Check(folder, (Int128)listing.Files.Length * sampleSize, "set a smaller data.size, or take fewer images");
        var images = SampleBytes.Allocate(listing.Files.Length, sampleSize);
        RequireNone(folder, listing, DecodeAll(folder, listing, size, channels, images));

        var classes = listing.Classes.Length > 0 ? $" in {listing.Classes.Length:N0} classes" : "";
        var title = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)));
        return new ImageSet($"{title}, {listing.Files.Length:N0} images{classes} ({folder})", [channels, size, size], images, listing.Labels, listing.Classes);
    }

    /// <returns>For each file null, or why it can't be used.</returns>
    private static string?[] DecodeAll(string folder, ImageListing listing, int size, int channels, SampleBytes images)
    {
        var problems = new string?[listing.Files.Length];
        var next = -1;
        // Threads of its own: long work on the pool would hold up the heartbeats of a cluster in the same process.
        var threads = Enumerable.Range(0, Math.Min(Environment.ProcessorCount, problems.Length)).Select(_ => new Thread(Work) { IsBackground = true }).ToArray();
        foreach (var thread in threads) thread.Start();
        foreach (var thread in threads) thread.Join();
        return problems;

        void Work()
        {
            for (var file = Interlocked.Increment(ref next); file < problems.Length; file = Interlocked.Increment(ref next))
            {
                try
                {
                    problems[file] = ImageDecoder.Decode(Path.Combine(folder, listing.Files[file]), size, channels, images[file]);
                }
                catch (Exception problem) when (problem is IOException or OutOfMemoryException)
                {
                    problems[file] = problem is IOException ? "can't be read" : "too large for the memory";
                }
            }
        }
    }

    private static void RequireNone(string folder, ImageListing listing, string?[] problems)
    {
        var unusable = listing.Files.Zip(problems).Where(file => file.Second is not null).Select(file => $"{file.First} ({file.Second})").ToArray();
        if (unusable.Length == 0) return;
        var rest = unusable.Length > FilesNamed ? $" and {unusable.Length - FilesNamed:N0} more" : "";
        throw new UnusableInputException(unusable.Length == 1
            ? $"an image in {folder} can't be read, {unusable[0]}: replace or remove it."
            : $"{unusable.Length:N0} images in {folder} can't be read, {string.Join(", ", unusable.Take(FilesNamed))}{rest}: replace or remove them.");
    }
}
