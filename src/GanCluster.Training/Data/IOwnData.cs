namespace GanCluster.Training.Data;

/// <summary>Data of your own: samples by number, the same on every node. Whatever reading or decoding costs is best paid in the constructor.</summary>
public interface IOwnData
{
    /// <summary>What it is, for a person: "spiral, 20,000 points". What stands before the comma is the title of pictures.</summary>
    string Description { get; }

    /// <summary>Samples, at least 1; their numbers are 0 to Count − 1.</summary>
    long Count { get; }

    /// <summary>Of one sample: <c>[1 or 3, height, width]</c> for images, whose values lie in −1 to 1, or <c>[values]</c>, two or more of any size.</summary>
    IReadOnlyList<long> SampleShape { get; }

    /// <summary>Names of the classes, for <c>training.conditional=on</c>; none where samples have no label.</summary>
    IReadOnlyList<string> Classes => [];

    /// <summary>The class of a sample, 0 to Classes.Count − 1. Asked only where there are classes.</summary>
    int LabelOf(long sample) => 0;

    /// <summary>Writes one sample, as many floats as <see cref="SampleShape"/> has, channel by channel and row by row. Called from several threads at once.</summary>
    void Read(long sample, Span<float> values);

    /// <summary>
    /// Text that changes whenever a sample or a label does, such as a hash of the files: it stands for the data in the run's id, and a node with another one is refused. Null
    /// has every sample read once and hashed, and checked on the way.
    /// </summary>
    string? Fingerprint => null;
}
