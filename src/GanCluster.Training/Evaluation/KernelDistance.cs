using GanCluster.Training.Native;
using TorchSharp;
using static TorchSharp.torch;

namespace GanCluster.Training.Evaluation;

/// <summary>
/// KID (Bińkowski et al. 2018, https://arxiv.org/abs/1801.01401): the unbiased estimate of the squared maximum mean discrepancy between two sets of features, with the kernel (⟨x, y⟩/d + 1)³. Taken over
/// disjoint subsets of at most 1,000, each against one of the other set: their mean, and, since they share no sample, Student's interval from their spread. About 0, also below it, for equal distributions.
/// </summary>
internal static class KernelDistance
{
    private const int Subsets = 10, MostOfSubset = 1000;

    // Student's 97.5 % quantile for nine degrees of freedom.
    private const double Quantile = 2.262157;

    /// <param name="one"><c>[n, d]</c> double, n at least 20, in an order by chance; the other too.</param>
    public static Estimate Between(Tensor one, Tensor other)
    {
        using var noGradients = no_grad();
        var size = Math.Min(MostOfSubset, Math.Min(one.shape[0], other.shape[0]) / Subsets);
        var values = new double[Subsets];
        for (var i = 0; i < Subsets; i++)
        {
            using var scope = NewDisposeScope();
            values[i] = Unbiased(one.narrow(0, i * size, size), other.narrow(0, i * size, size));
        }

        var (mean, error) = Estimate.Mean(values);
        return Estimate.Around(mean, error, quantile: Quantile);
    }

    private static double Unbiased(Tensor one, Tensor other)
    {
        var size = (double)one.shape[0];
        return (OffDiagonal(Kernel(one, one)) + OffDiagonal(Kernel(other, other))) / (size * (size - 1)) - 2 * Kernel(one, other).sum().item<double>() / (size * size);
    }

    private static double OffDiagonal(Tensor kernel) => kernel.sum().item<double>() - kernel.trace().item<double>();

    private static Tensor Kernel(Tensor one, Tensor other)
    {
        var linear = one.matmul(other.t()).Times(1.0 / one.shape[1]).Plus(1);
        return linear * linear * linear;
    }
}
