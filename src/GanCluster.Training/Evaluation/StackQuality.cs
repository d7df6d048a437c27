using GanCluster.Training.Features;

namespace GanCluster.Training.Evaluation;

/// <summary>
/// How well stacks of three images cover the thousand kinds that there are of ten classes, by the protocol of stacked MNIST (Metz et al. 2017; Lin et al. 2018, section 4.2): 26,000 samples,
/// each channel put into a class by a classifier, and the three classes are the sample's kind.
/// </summary>
/// <param name="Samples">How many were judged.</param>
/// <param name="Modes">Kinds of which there was at least one sample. The interval takes the samples of each kind that was found as a Poisson variable of that mean; it knows nothing of the others.</param>
/// <param name="ModesThereAre">Classes to the power of channels.</param>
/// <param name="ReverseKl">KL(samples ‖ uniform) over the kinds, in nats. Of n perfect samples it is about (kinds − 1) / 2n, since a few more or less are chance. The interval is of the first order.</param>
public sealed record StackQuality(int Samples, Estimate Modes, int ModesThereAre, Estimate ReverseKl)
{
    public const int ProtocolSamples = 26_000;

    /// <param name="stacks">One after another, channel by channel, in −1 to 1.</param>
    public static StackQuality Of(ReadOnlySpan<float> stacks, int channels, Classifier classifier)
    {
        var classes = classifier.ClassesOf(stacks);
        var counts = new int[(int)Math.Pow(classifier.Classes, channels)];
        foreach (var parts in classes.Chunk(channels)) counts[parts.Aggregate(0, (kind, part) => kind * classifier.Classes + part)]++;

        var samples = classes.Length / channels;
        var found = counts.Where(count => count > 0).ToArray();
        var modes = Estimate.Around(found.Length, Math.Sqrt(found.Sum(count => Math.Exp(-count) * (1 - Math.Exp(-count)))), least: 0);
        var surprises = found.Select(count => (Share: (double)count / samples, Surprise: Math.Log((double)count / samples * counts.Length))).ToArray();
        var kl = surprises.Sum(kind => kind.Share * kind.Surprise);
        var variance = surprises.Sum(kind => kind.Share * (kind.Surprise - kl) * (kind.Surprise - kl)) / samples;
        return new StackQuality(samples, modes with { High = Math.Min(modes.High, counts.Length) }, counts.Length, Estimate.Around(kl, Math.Sqrt(variance), least: 0));
    }
}
