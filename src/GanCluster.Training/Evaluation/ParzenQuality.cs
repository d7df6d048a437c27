namespace GanCluster.Training.Evaluation;

/// <summary>
/// The log-likelihood of test images under a <see cref="ParzenWindow"/>, as the code of Goodfellow et al. 2014 takes it: σ is that of ten, from 0.1 to 1 in equal ratios, under which validation images are likeliest.
/// </summary>
/// <param name="Samples">Centres of the window.</param>
/// <param name="TestImages">Images whose log-likelihood is averaged.</param>
/// <param name="Deviation">σ, where pixels lie in 0 to 1.</param>
/// <param name="LogLikelihood">Mean, in nats.</param>
/// <param name="StandardError">Of the mean, over the test images.</param>
public sealed record ParzenQuality(int Samples, int TestImages, double Deviation, double LogLikelihood, double StandardError)
{
    private const int Deviations = 10;

    private static readonly double[] Candidates = [.. Enumerable.Range(0, Deviations).Select(i => Math.Pow(10, i / (Deviations - 1.0) - 1))];

    /// <summary>All in 0 to 1, one image after another.</summary>
    /// <param name="samples">Centres of the window.</param>
    /// <param name="size">Values of an image.</param>
    public static ParzenQuality Of(float[] samples, float[] validation, float[] test, int size)
    {
        using var window = new ParzenWindow(samples, size);
        var means = window.LogLikelihoods(validation, Candidates).Select(logs => logs.Average()).ToArray();
        var deviation = Candidates[Array.IndexOf(means, means.Max())];
        var logs = window.LogLikelihoods(test, [deviation])[0];
        var mean = logs.Average();
        var spread = Math.Sqrt(logs.Average(log => (log - mean) * (log - mean)));
        return new ParzenQuality(samples.Length / size, logs.Length, deviation, mean, spread / Math.Sqrt(logs.Length));
    }
}
