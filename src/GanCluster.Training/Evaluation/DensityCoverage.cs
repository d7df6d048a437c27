using TorchSharp;
using static TorchSharp.torch;

namespace GanCluster.Training.Evaluation;

/// <summary>
/// Density and coverage (Naeem et al. 2020, https://arxiv.org/abs/2002.09797), k = 5. Around each real sample lies a ball that reaches to its fifth nearest other real one. Density: in how many balls a generated sample lies, divided by k,
/// on the mean: 1 for the data's own, more where samples crowd where the data are densest, about 0 for what lies off the data. Coverage: the share of the balls in which a generated sample lies.
/// Made once for the real samples. Intervals by <see cref="GroupedJackknife"/>, the balls held fixed.
/// </summary>
internal sealed class DensityCoverage : IDisposable
{
    public const int Neighbours = 5;

    private const int Block = 64;

    private readonly Tensor _real, _radii; // squared, less the centre's own square

    /// <param name="real"><c>[n, d]</c> double, more than <see cref="Neighbours"/>, in an order by chance; kept by the caller.</param>
    public DensityCoverage(Tensor real)
    {
        using var noGradients = no_grad();
        using var scope = NewDisposeScope();
        _real = real;
        var squares = Distances.Squares(real);
        var radii = new List<Tensor>();
        for (long first = 0; first < real.shape[0]; first += Block)
        {
            using var inner = NewDisposeScope();
            var distances = Distances.Partial(real.narrow(0, first, Math.Min(Block, real.shape[0] - first)), real, squares);
            // The nearest is the sample itself.
            radii.Add(distances.topk(Neighbours + 1, 1, largest: false).values.select(1, Neighbours).MoveToOuterDisposeScope());
        }

        _radii = cat(radii, 0).DetachFromDisposeScope();
    }

    /// <param name="generated"><c>[m, d]</c> double, in an order by chance.</param>
    public (Estimate Density, Estimate Coverage) Of(Tensor generated)
    {
        var (real, count) = ((int)_real.shape[0], (int)generated.shape[0]);
        var hits = Hits(generated);
        var (sizes, realSizes) = (GroupedJackknife.Sizes(count), GroupedJackknife.Sizes(real));
        var all = new double[real];
        var (sums, covered) = (new double[GroupedJackknife.Groups], new double[GroupedJackknife.Groups]);
        var (realSums, realCovered) = (new double[GroupedJackknife.Groups], new double[GroupedJackknife.Groups]);
        for (var i = 0; i < real; i++)
        {
            for (var g = 0; g < sizes.Length; g++) all[i] += hits[i * sizes.Length + g];
            for (var g = 0; g < sizes.Length; g++)
            {
                var left = all[i] - hits[i * sizes.Length + g];
                sums[g] += left;
                covered[g] += left > 0 ? 1 : 0;
            }

            var own = GroupedJackknife.GroupOf(i, real);
            realSums[own] += all[i];
            realCovered[own] += all[i] > 0 ? 1 : 0;
        }

        var (sum, coveredInAll) = (all.Sum(), realCovered.Sum());
        var density = GroupedJackknife.Interval(sum / ((double)Neighbours * count),
            [.. sums.Select((own, g) => own / ((double)Neighbours * (count - sizes[g])))],
            [.. realSums.Select((own, g) => (sum - own) / ((double)Neighbours * count) * real / (real - realSizes[g]))], least: 0);
        var coverage = GroupedJackknife.Interval(coveredInAll / real,
            [.. covered.Select(own => own / real)], [.. realCovered.Select((own, g) => (coveredInAll - own) / (real - realSizes[g]))], least: 0);
        return (density, coverage with { High = Math.Min(1, coverage.High) });
    }

    public void Dispose() => _radii.Dispose();

    // How many generated samples of each group lie in each ball, [real, groups].
    private float[] Hits(Tensor generated)
    {
        using var noGradients = no_grad();
        using var scope = NewDisposeScope();
        var (real, count) = ((int)_real.shape[0], (int)generated.shape[0]);
        var membership = new float[count * GroupedJackknife.Groups];
        for (var i = 0; i < count; i++) membership[i * GroupedJackknife.Groups + GroupedJackknife.GroupOf(i, count)] = 1;
        var groups = tensor(membership, [count, GroupedJackknife.Groups]);
        var squares = Distances.Squares(generated);
        var hits = new float[real * GroupedJackknife.Groups];
        for (var first = 0; first < real; first += Block)
        {
            using var inner = NewDisposeScope();
            var rows = Math.Min(Block, real - first);
            var inside = Distances.Partial(_real.narrow(0, first, rows), generated, squares).lt(_radii.narrow(0, first, rows).unsqueeze(1));
            inside.to(float32).matmul(groups).data<float>().CopyTo(hits, first * GroupedJackknife.Groups);
        }

        return hits;
    }
}
