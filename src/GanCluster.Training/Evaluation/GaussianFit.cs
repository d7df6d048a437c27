using GanCluster.Training.Native;
using TorchSharp;
using static TorchSharp.torch;

namespace GanCluster.Training.Evaluation;

/// <summary>Mean and covariance (divided by n − 1) of vectors, with the covariance's symmetric square root and its pseudo-inverse, all in double.</summary>
internal sealed class GaussianFit : IDisposable
{
    // Relative to the largest eigenvalue: what is less is rounding.
    private const double Negligible = 1e-12;

    private static readonly long[] Rows = [0];

    /// <param name="samples"><c>[n, d]</c> double, n at least 2; kept by the caller.</param>
    public GaussianFit(Tensor samples)
    {
        using var noGradients = no_grad();
        using var scope = NewDisposeScope();
        Count = samples.shape[0];
        Mean = samples.mean(Rows).DetachFromDisposeScope();
        Centred = samples.Minus(Mean).DetachFromDisposeScope();
        Covariance = Centred.t().matmul(Centred).Times(1.0 / (Count - 1)).DetachFromDisposeScope();
        var (values, vectors) = Decompose(Covariance);
        Root = Function(values, vectors, Math.Sqrt).DetachFromDisposeScope();
        InverseRoot = Function(values, vectors, value => 1 / Math.Sqrt(value)).DetachFromDisposeScope();
    }

    public long Count { get; }

    /// <summary><c>[d]</c></summary>
    public Tensor Mean { get; }

    /// <summary>The samples less their mean.</summary>
    public Tensor Centred { get; }

    public Tensor Covariance { get; }

    public Tensor Root { get; }

    /// <summary>Of the root, within the space where the samples vary.</summary>
    public Tensor InverseRoot { get; }

    /// <summary>Eigenvalues in rising order, and eigenvectors as columns, of a symmetric matrix.</summary>
    public static (double[] Values, Tensor Vectors) Decompose(Tensor symmetric)
    {
        var (values, vectors) = linalg.eigh(symmetric.Plus(symmetric.t()).Times(0.5));
        return (values.data<double>().ToArray(), vectors);
    }

    /// <summary>A function of a positive matrix by its eigenvalues; those that are negligible or, by rounding, negative become 0.</summary>
    public static Tensor Function(double[] values, Tensor vectors, Func<double, double> function)
    {
        var least = Negligible * Math.Max(values[^1], 0);
        var diagonal = tensor([.. values.Select(value => value > least ? function(value) : 0)]);
        return (vectors * diagonal).matmul(vectors.t());
    }

    public void Dispose()
    {
        foreach (var tensor in new[] { Mean, Centred, Covariance, Root, InverseRoot }) tensor.Dispose();
    }
}
