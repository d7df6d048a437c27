using GanCluster.Training.Native;
using TorchSharp;
using static TorchSharp.torch;

namespace GanCluster.Training.Evaluation;

/// <summary>
/// The Fréchet distance between the Gaussians of two sets of features (FID: Heusel et al. 2017, https://arxiv.org/abs/1706.08500): ‖μ − ν‖² + tr(A + B − 2(√B A √B)^½), the roots symmetric and by
/// eigenvalues. It is biased upwards for few samples (Chong and Forsyth 2020): compare figures of as many.
/// </summary>
/// <remarks>
/// The interval is of the first order, by the infinitesimal jackknife (Jaeckel 1972): how much each sample moves the distance. That of A by dA is tr((I − T) dA), where T = √B (√B A √B)^−½ √B is the
/// best way to carry the one Gaussian to the other.
/// </remarks>
internal static class FrechetDistance
{
    private static readonly long[] Values = [1];

    public static Estimate Between(GaussianFit one, GaussianFit other)
    {
        using var noGradients = no_grad();
        using var scope = NewDisposeScope();
        var (values, vectors) = GaussianFit.Decompose(other.Root.matmul(one.Covariance).matmul(other.Root));
        var shift = one.Mean.Minus(other.Mean);
        var distance = (shift * shift).sum().item<double>() + one.Covariance.trace().item<double>() + other.Covariance.trace().item<double>()
            - 2 * values.Sum(value => Math.Sqrt(Math.Max(0, value)));

        var carried = Quadratic(one.Centred.matmul(other.Root), GaussianFit.Function(values, vectors, value => 1 / Math.Sqrt(value)));
        var carriedBack = Quadratic(other.Centred.matmul(other.InverseRoot), GaussianFit.Function(values, vectors, Math.Sqrt));
        var variance = Influence(one, shift, 2, carried) / one.Count + Influence(other, shift, -2, carriedBack) / other.Count;
        return Estimate.Around(Math.Max(0, distance), Math.Sqrt(variance), least: 0);
    }

    // Each row's vᵀMv.
    private static Tensor Quadratic(Tensor rows, Tensor matrix) => (rows.matmul(matrix) * rows).sum(Values);

    // The variance over the samples of what each of them adds.
    private static double Influence(GaussianFit fit, Tensor shift, double factor, Tensor carried)
    {
        var own = (fit.Centred * fit.Centred).sum(Values).Minus(carried).Plus(fit.Centred.matmul(shift).Times(factor));
        return own.var().item<double>();
    }
}
