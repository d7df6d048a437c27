using GanCluster.Training.Native;
using TorchSharp;
using static TorchSharp.torch;

namespace GanCluster.Training.Evaluation;

/// <summary>Squared distances ‖x − y‖² less ‖x‖², which the points y nearest to a point x have smallest just as well: one matrix multiplication, and no other pass over the result.</summary>
internal static class Distances
{
    private static readonly long[] Values = [1];

    /// <summary>‖x‖² of each row.</summary>
    public static Tensor Squares(Tensor rows) => (rows * rows).sum(Values);

    /// <param name="rows">x, <c>[n, d]</c></param>
    /// <param name="columns">y, <c>[m, d]</c></param>
    /// <param name="columnSquares"><see cref="Squares"/> of the columns.</param>
    /// <returns>‖y‖² − 2⟨x, y⟩, <c>[n, m]</c></returns>
    public static Tensor Partial(Tensor rows, Tensor columns, Tensor columnSquares) => columnSquares.addmm(rows.Times(-2), columns.t());
}
