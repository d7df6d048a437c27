using GanCluster.Core;
using GanCluster.Core.Data;
using GanCluster.Core.Memory;
using GanCluster.Training.Features;
using GanCluster.Training.Networks;
using GanCluster.Training.Sampling;
using TorchSharp;
using static TorchSharp.torch;

namespace GanCluster.Training.Evaluation;

/// <summary>
/// Judges a generator's images, again and again while it is trained: what concerns the data alone (features, moments, balls, sorted projections) is computed once. Works on the thread that calls it and on
/// no other, so that the same values give the same figures, and training loses no more than a share of one core. Used by one thread at a time.
/// </summary>
public sealed class ImageEvaluator : IDisposable
{
    private const int LeastTestImages = 100, MostNeighbours = 100_000, Chunk = 1000;

    private readonly GeneratorSampler _sampler;
    private readonly IReadOnlyList<long> _shape;
    private readonly ITrainingData _data;
    private readonly IFeatureExtractor? _extractor;
    private readonly long _seed;
    private readonly int _testImages;
    private readonly long[] _compared = []; // numbers of the training images among which neighbours are sought
    private readonly SlicedWasserstein _sliced;
    private readonly Tensor? _real;
    private readonly GaussianFit? _fit;
    private readonly DensityCoverage? _balls;
    private readonly NearestNeighbours? _neighbours;

    /// <param name="data">What the generator was trained on; it has to stay.</param>
    /// <param name="images">Of them and of the test images that belong to them.</param>
    /// <param name="extractor">Null for the figures in pixels alone; it has to stay.</param>
    /// <param name="seed">Of latents, order and projections.</param>
    /// <exception cref="UnusableInputException">There are too few images, or the extractor doesn't take them.</exception>
    public ImageEvaluator(Network generator, ITrainingData data, ImagesToJudge images, IFeatureExtractor? extractor, long seed, CancellationToken cancellation = default)
    {
        (_data, _extractor, _seed, _shape) = (data, extractor, seed, data.SampleShape);
        var size = (int)FlatLayout.LengthOf(_shape);
        _testImages = images.Test.Length / size;
        if (_testImages < LeastTestImages)
            throw new UnusableInputException($"{_testImages:N0} test images are too few to judge by, {LeastTestImages} are the fewest: {(images.IsHeldOut ? "put more beside the training images" : "take data of 1,000 images or more, a tenth of which serve for them")}.");

        set_num_threads(1);
        using var noGradients = no_grad();
        _sampler = new GeneratorSampler(generator);
        var test = Shuffled(images.Test, size, seed);
        _sliced = new SlicedWasserstein(test, size, seed);
        if (extractor is null) return;

        using var features = Features(test, cancellation);
        _real = features.to(float64);
        _fit = new GaussianFit(_real);
        _balls = new DensityCoverage(_real);
        _compared = new long[Math.Min(images.Seen, MostNeighbours)];
        if (_compared.Length < images.Seen) new SampleOrder(images.Seen, seed).Fill(0, _compared);
        else for (var i = 0; i < _compared.Length; i++) _compared[i] = i;
        _neighbours = new NearestNeighbours(FeaturesOfData(size, cancellation), features);
    }

    /// <summary>Training images among which neighbours are sought.</summary>
    public int Compared => _compared.Length;

    /// <summary>A generator's samples, in −1 to 1.</summary>
    /// <param name="values">As its layout has them.</param>
    public float[] Draw(AlignedBuffer values, int count)
    {
        _sampler.Load(values);
        return _sampler.Draw(_seed, 0, count);
    }

    /// <param name="values">The generator's, as its layout has them.</param>
    /// <param name="count">Samples, at least 100.</param>
    public ImageQuality Evaluate(AlignedBuffer values, int count, CancellationToken cancellation = default) => Judge(Draw(values, count), cancellation);

    /// <param name="images">One after another, in −1 to 1 and in an order by chance; at least 100.</param>
    public ImageQuality Judge(float[] images, CancellationToken cancellation = default)
    {
        set_num_threads(1);
        var count = images.Length / _sampler.SampleSize;
        FeatureQuality? quality = null;
        if (_extractor is not null)
        {
            using var features = Features(images, cancellation);
            using var exact = features.to(float64);
            using var fit = new GaussianFit(exact);
            var fid = FrechetDistance.Between(fit, _fit!);
            cancellation.ThrowIfCancellationRequested();
            var kid = KernelDistance.Between(exact, _real!);
            cancellation.ThrowIfCancellationRequested();
            var (density, coverage) = _balls!.Of(exact);
            cancellation.ThrowIfCancellationRequested();
            quality = new FeatureQuality(fid, kid, density, coverage, _neighbours!.Ratio(_neighbours.Nearest(features).Distances));
        }

        cancellation.ThrowIfCancellationRequested();
        return new ImageQuality(count, _testImages, quality, _sliced.Of(images));
    }

    /// <summary>Samples beside the training images that are nearest to them in features: a row for each of the first samples, then for each of those that lie nearest to a training image.</summary>
    /// <param name="images">As for <see cref="Judge"/>.</param>
    /// <param name="rows">In all, an even number.</param>
    /// <param name="neighbours">Training images in a row, behind the sample.</param>
    /// <returns>Rows of 1 + <paramref name="neighbours"/> images in −1 to 1.</returns>
    /// <exception cref="InvalidOperationException">There is no extractor.</exception>
    public float[] Pairs(float[] images, int rows, int neighbours)
    {
        if (_neighbours is null) throw new InvalidOperationException("without an extractor nothing says what is near");
        var size = _sampler.SampleSize;
        using var features = Features(images, default);
        var distances = _neighbours.Nearest(features).Distances;
        int[] chosen = [.. Enumerable.Range(0, rows / 2), .. Enumerable.Range(0, distances.Length).OrderBy(i => distances[i]).Take(rows / 2)];
        var picture = new float[chosen.Length * (1 + neighbours) * size];
        for (var row = 0; row < chosen.Length; row++)
        {
            using var own = features.narrow(0, chosen[row], 1);
            images.AsSpan(chosen[row] * size, size).CopyTo(picture.AsSpan(row * (1 + neighbours) * size));
            long[] numbers = [.. _neighbours.NearestOf(own, neighbours).Select(place => _compared[place])];
            _data.Fill(numbers, picture.AsSpan((row * (1 + neighbours) + 1) * size, neighbours * size));
        }

        return picture;
    }

    public void Dispose()
    {
        _sampler.Dispose();
        _real?.Dispose();
        _fit?.Dispose();
        _balls?.Dispose();
        _neighbours?.Dispose();
    }

    // The intervals take samples in an order by chance; data may lie class by class. Back in −1 to 1.
    private static float[] Shuffled(float[] unit, int size, long seed)
    {
        var order = new long[unit.Length / size];
        new SampleOrder(order.Length, seed).Fill(0, order);
        var shuffled = new float[unit.Length];
        for (var i = 0; i < order.Length; i++) unit.AsSpan((int)order[i] * size, size).CopyTo(shuffled.AsSpan(i * size));
        return ImagesToJudge.ToSigned(shuffled);
    }

    // [n, d] float32.
    private Tensor Features(float[] images, CancellationToken cancellation)
    {
        var size = _sampler.SampleSize;
        return Features(images.Length / size, (first, count) => images.AsMemory(first * size, count * size), cancellation);
    }

    private Tensor FeaturesOfData(int size, CancellationToken cancellation)
    {
        var buffer = new float[Chunk * size];
        return Features(_compared.Length, (first, count) =>
        {
            _data.Fill(_compared.AsSpan(first, count), buffer.AsSpan(0, count * size));
            return buffer.AsMemory(0, count * size);
        }, cancellation);
    }

    private Tensor Features(int count, Func<int, int, ReadOnlyMemory<float>> images, CancellationToken cancellation)
    {
        float[]? all = null;
        for (var first = 0; first < count; first += Chunk)
        {
            cancellation.ThrowIfCancellationRequested();
            var rows = Math.Min(Chunk, count - first);
            var own = _extractor!.FeaturesOf(images(first, rows).Span, _shape);
            all ??= new float[checked(own.Length / rows * count)];
            own.CopyTo(all.AsSpan(own.Length / rows * first));
        }

        return tensor(all!, [count, all!.Length / count]);
    }
}
