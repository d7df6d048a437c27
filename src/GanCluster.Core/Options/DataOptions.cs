namespace GanCluster.Core.Options;

public enum DataSource
{
    /// <summary>What lies at <see cref="DataOptions.Path"/>; without a path the full Fashion-MNIST if it is installed, else the embedded images.</summary>
    Auto,

    /// <summary>The 10,000 test images of Fashion-MNIST that the program carries.</summary>
    Embedded,

    /// <summary>IDX files of the MNIST family.</summary>
    Idx,

    /// <summary>A folder of PNG and JPEG images.</summary>
    Folder,

    /// <summary>Eight Gaussians on a circle.</summary>
    Ring8,

    /// <summary>Twenty-five Gaussians on a grid.</summary>
    Grid25,

    /// <summary>Three grey images of <see cref="DataOptions.Path"/>, or of Fashion-MNIST as by <see cref="Auto"/>, as channels of one.</summary>
    Stacked,
}

public sealed record DataOptions
{
    [Option("where the samples come from: auto, embedded, idx, folder, ring8, grid25, stacked")]
    public OpenChoice<DataSource> Source { get; init; } = DataSource.Auto;

    [Option("folder with IDX files or images; --data sets it", BearsOnResult = false)]
    public string Path { get; init; } = "";

    [Option("height and width in pixels to which the images of a folder are resized and cropped", Min = 4, Max = 1024)]
    public int Size { get; init; } = 32;

    [Option("channels to which the images of a folder are converted: 1 or 3", Min = 1, Max = 3)]
    public int Channels { get; init; } = 3;

    [Option("points of a 2-D mixture; stacks of stacked", Min = 1, Max = 100_000_000)]
    public int Points { get; init; } = 100_000;

    /// <summary>Points of a mixture that is known, not images.</summary>
    public bool IsPoints => Source.Known is DataSource.Ring8 or DataSource.Grid25;
}
