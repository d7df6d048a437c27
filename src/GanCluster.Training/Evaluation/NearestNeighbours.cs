using System.Runtime.InteropServices;
using TorchSharp;
using static TorchSharp.torch;

namespace GanCluster.Training.Evaluation;

/// <summary>
/// How near to the training data samples lie, in features: the mean distance to the nearest training image, divided by that of the test images (after Meehan et al. 2020, https://arxiv.org/abs/2004.05675).
/// About 1: as far from them as images that the generator can't have seen; near 0: copies. Blurred or typical images lie nearer too: look at the pairs. Made once for the data. The interval is that of a
/// quotient of two means, by their standard errors.
/// </summary>
internal sealed class NearestNeighbours : IDisposable
{
    private const int Rows = 256, Columns = 4096;

    private readonly Tensor _training, _squares;
    private readonly double[] _test;

    /// <param name="training"><c>[n, d]</c> float32: features of the training images. Taken over.</param>
    /// <param name="test"><c>[m, d]</c> float32: those of others.</param>
    public NearestNeighbours(Tensor training, Tensor test)
    {
        using var noGradients = no_grad();
        using var scope = NewDisposeScope();
        _training = training;
        _squares = Distances.Squares(training).DetachFromDisposeScope();
        _test = Nearest(test).Distances;
    }

    public long TrainingImages => _training.shape[0];

    /// <summary>A sample's distance to its nearest training image, and which that is.</summary>
    /// <param name="samples"><c>[m, d]</c> float32.</param>
    public (double[] Distances, long[] Images) Nearest(Tensor samples)
    {
        using var noGradients = no_grad();
        var count = (int)samples.shape[0];
        var (squares, images) = (new float[count], new long[count]);
        Array.Fill(squares, float.PositiveInfinity);
        for (var first = 0; first < count; first += Rows)
        {
            using var scope = NewDisposeScope();
            var rows = samples.narrow(0, first, Math.Min(Rows, count - first));
            for (long column = 0; column < TrainingImages; column += Columns)
            {
                using var inner = NewDisposeScope();
                var width = Math.Min(Columns, TrainingImages - column);
                var (nearest, places) = Distances.Partial(rows, _training.narrow(0, column, width), _squares.narrow(0, column, width)).min(1);
                var found = MemoryMarshal.Cast<byte, float>(nearest.bytes);
                var at = MemoryMarshal.Cast<byte, long>(places.bytes);
                for (var i = 0; i < found.Length; i++)
                {
                    if (found[i] < squares[first + i]) (squares[first + i], images[first + i]) = (found[i], column + at[i]);
                }
            }
        }

        return (Exact(samples, images), images);
    }

    /// <summary>The nearest training images of one sample, the nearest first.</summary>
    /// <param name="sample"><c>[1, d]</c> float32.</param>
    public long[] NearestOf(Tensor sample, int count)
    {
        using var noGradients = no_grad();
        using var scope = NewDisposeScope();
        var (_, places) = Distances.Partial(sample, _training, _squares).topk((int)Math.Min(count, TrainingImages), 1, largest: false);
        return places.data<long>().ToArray();
    }

    /// <param name="distances">Of the samples, as <see cref="Nearest"/> gives them.</param>
    public Estimate Ratio(double[] distances)
    {
        var (mean, error) = Estimate.Mean(distances);
        var (testMean, testError) = Estimate.Mean(_test);
        var ratio = mean / testMean;
        var relative = mean > 0 ? error / mean * (error / mean) : 0;
        return Estimate.Around(ratio, ratio * Math.Sqrt(relative + testError / testMean * (testError / testMean)), least: 0);
    }

    public void Dispose()
    {
        _training.Dispose();
        _squares.Dispose();
    }

    // The formula of products leaves rounding where a copy has 0.
    private double[] Exact(Tensor samples, long[] images)
    {
        using var scope = NewDisposeScope();
        var size = (int)samples.shape[1];
        var own = MemoryMarshal.Cast<byte, float>(samples.bytes);
        var all = MemoryMarshal.Cast<byte, float>(_training.bytes);
        var distances = new double[images.Length];
        for (var i = 0; i < images.Length; i++)
        {
            var other = all.Slice(checked((int)images[i] * size), size);
            var sum = 0.0;
            for (var k = 0; k < size; k++) sum += ((double)own[i * size + k] - other[k]) * ((double)own[i * size + k] - other[k]);
            distances[i] = Math.Sqrt(sum);
        }

        return distances;
    }
}
