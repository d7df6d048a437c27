using GanCluster.Core;
using GanCluster.Core.Data;
using GanCluster.Core.Memory;
using GanCluster.Core.Options;
using GanCluster.Training.Data;
using GanCluster.Training.Features;
using GanCluster.Training.Networks;
using GanCluster.Training.Sampling;
using TorchSharp;
using static TorchSharp.torch;

namespace GanCluster.Training.Evaluation;

/// <summary>
/// The one figure by which a generator is judged while it is trained: FID in the program's own features for images that those take, sliced Wasserstein in pixels for others, reverse KL for mixtures and
/// stacks. It is held against what every worker has, and has proved to have: the training data. So whoever judges gets the same, but it isn't the figure of <c>gancluster evaluate</c>, which goes by test images.
/// What concerns the data alone is computed the first time. On the caller's thread, for one at a time.
/// </summary>
internal sealed class RunFigure(RunOptions options, ITrainingData data, Network generator) : IDisposable
{
    private const int MostReal = 10_000, LeastReal = 100, Chunk = 500;

    private const string Fid = "FID", Wasserstein = "sliced Wasserstein", Kl = "reverse KL";

    private readonly Lock _gate = new();
    private GeneratorSampler? _sampler;
    private ClassifierFeatures? _extractor;
    private GaussianFit? _fit;
    private SlicedWasserstein? _sliced;

    public string Name => IsImages ? EmbeddedClassifier.Takes(data.SampleShape) ? Fid : Wasserstein : Kl;

    private bool IsImages => data is not (GaussianMixture or StackedImages);

    /// <summary>Why nothing can be evaluated over such data; null where it can.</summary>
    public static string? Refusal(ITrainingData data)
    {
        if (data is GaussianMixture) return null;
        if (data.SampleShape.Count != 3 || (data is StackedImages && !EmbeddedClassifier.Takes([1, .. data.SampleShape.Skip(1)])))
            return $"evaluation.every: nothing is known by which samples of shape [{string.Join(", ", data.SampleShape)}] could be judged while they are trained on: set it to 0.";
        return data.Count >= LeastReal ? null : $"evaluation.every: {data.Count:N0} images are too few to judge by, {LeastReal} are the fewest: give more, or set it to 0.";
    }

    /// <param name="values">The generator's, as its layout has them.</param>
    public double Of(AlignedBuffer values, CancellationToken cancellation)
    {
        lock (_gate)
        {
            set_num_threads(1);
            using var noGradients = no_grad();
            _sampler ??= new GeneratorSampler(generator);
            _sampler.Load(values);
            var samples = Drawn(options.Evaluation.Samples, cancellation);
            return data switch
            {
                GaussianMixture mixture => PointQuality.Of(ModeTally.Of(samples, mixture), options.Training.Seed).ReverseKl.Value,
                StackedImages => StackQuality.Of(samples, StackedImages.Channels, (_extractor ??= EmbeddedClassifier.Load()).Classifier).ReverseKl.Value,
                _ when Name == Fid => Frechet(samples, cancellation),
                _ => (_sliced ??= new SlicedWasserstein(Real(), _sampler.SampleSize, options.Training.Seed)).Of(samples).Value,
            };
        }
    }

    public void Dispose()
    {
        _sampler?.Dispose();
        _extractor?.Dispose();
        _fit?.Dispose();
    }

    private float[] Drawn(int count, CancellationToken cancellation)
    {
        var samples = new float[count * _sampler!.SampleSize];
        for (var first = 0; first < count; first += Chunk)
        {
            cancellation.ThrowIfCancellationRequested();
            _sampler.Draw(options.Training.Seed, first, Math.Min(Chunk, count - first)).CopyTo(samples.AsSpan(first * _sampler.SampleSize));
        }

        return samples;
    }

    private double Frechet(float[] samples, CancellationToken cancellation)
    {
        _extractor ??= EmbeddedClassifier.Load();
        _fit ??= Fit(Real(), cancellation);
        using var own = Fit(samples, cancellation);
        return FrechetDistance.Between(own, _fit).Value;
    }

    private float[] Real()
    {
        var numbers = new long[Math.Min(data.Count, MostReal)];
        new SampleOrder(data.Count, options.Training.Seed).Fill(0, numbers);
        var real = new float[numbers.Length * _sampler!.SampleSize];
        data.Fill(numbers, real);
        return real;
    }

    private GaussianFit Fit(float[] images, CancellationToken cancellation)
    {
        var (size, features) = (_sampler!.SampleSize, new List<float>());
        var count = images.Length / size;
        for (var first = 0; first < count; first += Chunk)
        {
            cancellation.ThrowIfCancellationRequested();
            features.AddRange(_extractor!.FeaturesOf(images.AsSpan(first * size, Math.Min(Chunk, count - first) * size), data.SampleShape));
        }

        using var scope = NewDisposeScope();
        return new GaussianFit(tensor(features.ToArray(), [count, features.Count / count]).to(float64));
    }
}
