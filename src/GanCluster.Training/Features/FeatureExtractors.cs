using GanCluster.Core;

namespace GanCluster.Training.Features;

/// <summary>The extractor that a person names, or the one that the program carries.</summary>
public static class FeatureExtractors
{
    /// <param name="file">A classifier by its ending, or else TorchScript; null for the program's own.</param>
    /// <param name="sampleShape">Of the images; <c>[channels, height, width]</c>.</param>
    /// <returns>Null where none is named and the program's own takes no such images. The caller owns it.</returns>
    /// <exception cref="UnusableInputException">The file can't be read, or isn't such an extractor.</exception>
    public static IFeatureExtractor? Open(string? file, IReadOnlyList<long> sampleShape)
    {
        if (file is null) return EmbeddedClassifier.Takes(sampleShape) ? EmbeddedClassifier.Load() : null;
        byte[] content;
        try
        {
            content = File.ReadAllBytes(file);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new UnusableInputException($"{file} can't be read ({problem.Message}): give a file that exists and may be read.");
        }

        return Path.GetExtension(file).Equals(ClassifierFile.Ending, StringComparison.OrdinalIgnoreCase) ? ClassifierFile.Read(file, content) : ScriptFeatures.Load(file, content);
    }
}
