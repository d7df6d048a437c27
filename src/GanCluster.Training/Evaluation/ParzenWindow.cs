using GanCluster.Training.Native;
using TorchSharp;
using static TorchSharp.torch;

namespace GanCluster.Training.Evaluation;

/// <summary>
/// A density made of samples, a Gaussian of deviation σ around each: p(x) = 1/N · Σᵢ N(x; μᵢ, σ²I), in d dimensions log p(x) = log Σᵢ exp(−‖x − μᵢ‖²/2σ²) − log N − d·log(σ√(2π)).
/// By the log-likelihood that it gives to test samples Goodfellow et al. 2014 (https://arxiv.org/abs/1406.2661, section 5) compare generators, after Breuleux et al. 2011.
/// Theis et al. 2016 (https://arxiv.org/abs/1511.01844, section 3.3) show how little that says of images: it is here for the sake of comparison with the paper.
/// </summary>
public sealed class ParzenWindow : IDisposable
{
    // Distances in double, of so many points to so many centres at a time: what is held beside the samples stays small.
    private const int Points = 500, Centres = 1000;

    private static readonly long[] Values = [1];

    private readonly Tensor _centres;
    private readonly int _size;

    /// <param name="centres">μ, one sample after another.</param>
    /// <param name="size">Values of a sample.</param>
    public ParzenWindow(float[] centres, int size)
    {
        if (centres.Length == 0 || centres.Length % size != 0) throw new ArgumentException($"{centres.Length} values aren't samples of {size}", nameof(centres));
        _size = size;
        _centres = tensor(centres, [centres.Length / size, size]);
    }

    /// <param name="points">One sample after another, of the centres' size.</param>
    /// <returns>For each deviation, the log-likelihood of each point in nats.</returns>
    public double[][] LogLikelihoods(float[] points, IReadOnlyList<double> deviations)
    {
        var count = points.Length / _size;
        var found = deviations.Select(_ => new double[count]).ToArray();
        using var noGradients = no_grad();
        for (var first = 0; first < count; first += Points)
        {
            using var scope = NewDisposeScope();
            var rows = Math.Min(Points, count - first);
            var chunk = tensor(points.AsSpan(first * _size, rows * _size).ToArray(), [rows, _size]).to(float64);
            var distances = SquaredDistances(chunk);
            for (var i = 0; i < deviations.Count; i++)
            {
                var deviation = deviations[i];
                var constant = Math.Log(_centres.shape[0]) + _size * Math.Log(deviation * Math.Sqrt(2 * Math.PI));
                var logs = distances.Times(-0.5 / (deviation * deviation)).logsumexp(1).Plus(-constant);
                logs.data<double>().CopyTo(found[i], first);
            }
        }

        return found;
    }

    public void Dispose() => _centres.Dispose();

    // ‖x‖² + ‖μ‖² − 2⟨x, μ⟩: the products are one matrix multiplication.
    private Tensor SquaredDistances(Tensor points)
    {
        var own = (points * points).sum(Values, keepdim: true);
        var blocks = new List<Tensor>();
        for (long first = 0; first < _centres.shape[0]; first += Centres)
        {
            using var scope = NewDisposeScope();
            var centres = _centres.narrow(0, first, Math.Min(Centres, _centres.shape[0] - first)).to(float64);
            blocks.Add(points.matmul(centres.t()).Times(-2).Plus(own).Plus((centres * centres).sum(Values)).MoveToOuterDisposeScope());
        }

        return cat(blocks, 1);
    }
}
