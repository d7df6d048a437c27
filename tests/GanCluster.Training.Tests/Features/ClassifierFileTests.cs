using GanCluster.Core;
using GanCluster.Core.Identity;
using GanCluster.Training.Data;
using GanCluster.Training.Features;

namespace GanCluster.Training.Tests.Features;

public class ClassifierFileTests
{
    private static readonly ClassifierScore Score = new("stripes", 100, 40, 30);

    // The images that the program carries are the test images of its classifier: what it says of itself is so.
    [Fact]
    public void Embedded_OfTheTestImages_HasTheAccuracyThatItNames()
    {
        using var features = EmbeddedClassifier.Load();
        Assert.Equal(EmbeddedClassifier.Digest, features.Digest);
        Assert.Equal((10_000, 60_000), (features.Score.TestImages, features.Score.TrainingImages));
        Assert.InRange(features.Accuracy!.Value, 0.906, 1);
        // By another processor's last bits an image or two may change sides.
        Assert.InRange(features.Classifier.Right(EmbeddedFashion.Load()), features.Score.Right - 2, features.Score.Right + 2);
    }

    [Fact]
    public void Read_WhatWasWritten_IsTheSameClassifier()
    {
        using var classifier = new ClassifierTraining(1, 1).Run(new Stripes(100, 1));
        var content = Written(classifier);
        using var read = ClassifierFile.Read("a", content);
        using var values = classifier.Copy();
        using var others = read.Classifier.Copy();
        Assert.Equal(values.Span, others.Span);
        Assert.Equal(content, Written(read.Classifier));
        Assert.Equal((Score, Digest.Of(content), 0.75), (read.Score, read.Digest, read.Accuracy));
        Assert.Equal("a classifier of stripes, right about 75.00 % of 40 test images", read.Description);
        Assert.Contains("[1, 16, 16]", Assert.Throws<UnusableInputException>(() => read.FeaturesOf(new float[784], [1, 28, 28])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_DamagedOrOtherFile_IsRefusedWithTheRemedy()
    {
        using var classifier = new ClassifierTraining(1, 1).Run(new Stripes(100, 1));
        var content = Written(classifier);
        foreach (var wrong in new[] { [], content[..5], content[..^4], [.. content, 0], Replaced("kind", "kine"), Replaced("\"1,16,16\"", "\"1,32,32\""), Replaced("\"1,16,16\"", "\"1,-6,16\""), Replaced("\"100\"", "\"1e0\"") })
        {
            var refused = Assert.Throws<UnusableInputException>(() => ClassifierFile.Read("mine.safetensors", wrong));
            Assert.StartsWith("mine.safetensors ", refused.Message, StringComparison.Ordinal);
            Assert.EndsWith("give a file that gancluster features has written.", refused.Message, StringComparison.Ordinal);
        }

        byte[] Replaced(string old, string other) => System.Text.Encoding.Latin1.GetBytes(System.Text.Encoding.Latin1.GetString(content).Replace(old, other, StringComparison.Ordinal));
    }

    private static byte[] Written(Classifier classifier)
    {
        using var stream = new MemoryStream();
        ClassifierFile.Write(stream, classifier, Score);
        return stream.ToArray();
    }
}
