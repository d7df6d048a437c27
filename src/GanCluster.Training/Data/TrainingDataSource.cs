using GanCluster.Core;
using GanCluster.Core.Data;
using GanCluster.Core.Options;

namespace GanCluster.Training.Data;

/// <summary>The data that the options name.</summary>
public static class TrainingDataSource
{
    /// <summary>Where Debian's package dataset-fashion-mnist puts the full set.</summary>
    public const string InstalledFashion = "/usr/share/datasets/fashion-mnist";

    /// <summary>Loads it whole.</summary>
    /// <param name="options">What to load, and from where.</param>
    /// <param name="seed">The run's seed, from which the points of a mixture are drawn.</param>
    /// <param name="installed">Where the full Fashion-MNIST lies if it is installed.</param>
    /// <exception cref="UnusableInputException">It isn't there or is damaged; the message names the file and the remedy.</exception>
    public static ITrainingData Open(DataOptions options, long seed, string installed = InstalledFashion)
    {
        if (options.Path.Length > 0 && options.Source.Known is DataSource.Embedded or DataSource.Ring8 or DataSource.Grid25)
            throw new UnusableInputException(
                $"the source {options.Source} reads nothing from {options.Path}: leave the path (--data) out, or set data.source to auto.");
        return options.Source.Known switch
        {
            null => OwnData.Open(options, seed),
            DataSource.Auto => OpenFound(options, installed),
            DataSource.Embedded => EmbeddedFashion.Load(),
            DataSource.Stacked => new StackedImages(OpenFound(options with { Channels = 1 }, installed), options.Points, seed),
            DataSource.Idx => IdxImages.Load(RequirePath(options, "IDX files")),
            DataSource.Folder => ImageFolder.Load(RequirePath(options, "images"), options.Size, options.Channels),
            DataSource.Ring8 => GaussianMixture.Ring8(options.Points, seed),
            DataSource.Grid25 => GaussianMixture.Grid25(options.Points, seed),
            _ => throw new ArgumentOutOfRangeException(nameof(options), options.Source, "not a source"),
        };
    }

    private static ImageSet OpenFound(DataOptions options, string installed)
    {
        if (options.Path.Length == 0) return IdxImages.AreAt(installed) ? IdxImages.Load(installed) : EmbeddedFashion.Load();
        RequireExists(options.Path);
        if (IdxImages.AreAt(options.Path)) return IdxImages.Load(options.Path);
        if (File.Exists(options.Path))
            throw new UnusableInputException($"{options.Path} is a file, and not one of IDX images: name a folder with IDX files or images.");
        return ImageFolder.Load(options.Path, options.Size, options.Channels);
    }

    private static string RequirePath(DataOptions options, string what)
    {
        if (options.Path.Length == 0)
            throw new UnusableInputException($"the source {options.Source} needs a folder: name the one with the {what} by --data.");
        RequireExists(options.Path);
        return options.Path;
    }

    private static void RequireExists(string path)
    {
        if (!Path.Exists(path)) throw new UnusableInputException($"{path} doesn't exist: name a folder with IDX files or images.");
    }
}
