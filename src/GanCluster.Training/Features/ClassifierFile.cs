using System.Globalization;
using GanCluster.Core;
using GanCluster.Core.Identity;
using GanCluster.Core.Memory;
using GanCluster.Training.Checkpoints;

namespace GanCluster.Training.Features;

/// <summary>A classifier as safetensors: PyTorch's names and shapes, what it was trained on and its score as metadata. Equal classifiers give equal files.</summary>
public static class ClassifierFile
{
    public const string Ending = ".safetensors";

    private const string Kind = "classifier";

    public static void Write(Stream stream, Classifier classifier, ClassifierScore score)
    {
        using var values = classifier.Copy();
        SafetensorsWriter.Write(stream, classifier.Layout, values, new Dictionary<string, string>
        {
            ["format"] = "pt",
            ["kind"] = Kind,
            ["sample"] = string.Join(',', classifier.SampleShape),
            ["classes"] = Text(classifier.Classes),
            ["data"] = score.Data,
            ["trainingImages"] = Text(score.TrainingImages),
            ["testImages"] = Text(score.TestImages),
            ["right"] = Text(score.Right),
        });
    }

    /// <param name="name">Of the file, for messages.</param>
    /// <exception cref="UnusableInputException">Not such a file, or damaged.</exception>
    public static ClassifierFeatures Read(string name, byte[] content)
    {
        try
        {
            var (start, layout, metadata) = SafetensorsHeader.Read(content.Length, (destination, place) => content.AsSpan((int)place, destination.Length).CopyTo(destination));
            var shape = Entry(metadata, "sample").Split(',').Select(size => long.Parse(size, CultureInfo.InvariantCulture)).ToArray();
            var classes = (int)Whole(metadata, "classes");
            if (metadata.GetValueOrDefault("kind") != Kind || shape.Any(size => size is < 1 or > 1024) || classes is < 2 or > 10_000 || !ClassifierNetwork.Takes(shape))
                throw new InvalidDataException("holds no classifier of images");
            var expected = ClassifierNetwork.Logits(shape, classes).Layout;
            if (!expected.Entries.Select(entry => (entry.Name, string.Join(',', entry.Shape))).SequenceEqual(layout.Entries.Select(entry => (entry.Name, string.Join(',', entry.Shape)))))
                throw new InvalidDataException("holds other tensors than the classifier has");
            using var values = Values(layout, content.AsSpan((int)start));
            var score = new ClassifierScore(Entry(metadata, "data"), Whole(metadata, "trainingImages"), Whole(metadata, "testImages"), Whole(metadata, "right"));
            return new ClassifierFeatures(new Classifier(shape, classes, values), Digest.Of(content), score);
        }
        catch (Exception exception) when (exception is InvalidDataException or FormatException or OverflowException)
        {
            throw new UnusableInputException($"{name} {(exception is InvalidDataException ? exception.Message : "has metadata that can't be read")}; give a file that gancluster features has written.");
        }
    }

    // In the file they lie without gaps.
    private static AlignedBuffer Values(FlatLayout layout, ReadOnlySpan<byte> data)
    {
        var values = new AlignedBuffer(layout.Length);
        foreach (var entry in layout.Entries)
        {
            var bytes = (int)entry.Length * sizeof(float);
            data[..bytes].CopyTo(values.Bytes[((int)entry.Offset * sizeof(float))..]);
            data = data[bytes..];
        }

        return values;
    }

    private static string Entry(IReadOnlyDictionary<string, string> metadata, string key) =>
        metadata.GetValueOrDefault(key) ?? throw new InvalidDataException($"has no '{key}' in its metadata");

    private static long Whole(IReadOnlyDictionary<string, string> metadata, string key) => long.Parse(Entry(metadata, key), CultureInfo.InvariantCulture);

    private static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);
}
