using System.Runtime.Intrinsics;
using GanCluster.Core.Compute;
using GanCluster.Training.Networks;

namespace GanCluster.Training.Replica;

/// <summary>
/// Power iteration, v ← Wᵀu/‖Wᵀu‖, u ← Wv/‖Wv‖, for the weights of a network: algorithm 1 of Miyato et al. 2018 (https://arxiv.org/abs/1802.05957). In double, with sums of a
/// fixed shape that doesn't follow the machine's vector width, a weight at a time: the same bytes whoever advances which.
/// </summary>
internal static unsafe class SpectralVectors
{
    /// <summary>Iterations before training begins, as in PyTorch.</summary>
    private const int AtStart = 15;

    // A weight of zeros has no direction.
    private const double Floor = 1e-12;

    public static void Begin(NetworkReplica replica)
    {
        foreach (var weight in replica.Network.SpectralWeights)
        {
            for (var i = 0; i < AtStart; i++) Advance(weight, replica.Values);
        }
    }

    public static void Advance(NetworkReplica replica, ILanes lanes)
    {
        var weights = replica.Network.SpectralWeights;
        if (weights.Count == 0) return;
        lanes.Run(lane =>
        {
            for (var i = lane; i < weights.Count; i += lanes.Count) Advance(weights[i], replica.Values);
        });
    }

    private static void Advance(SpectralWeight at, float* values)
    {
        float* weight = values + at.Weight.Offset, left = values + at.Left.Offset, right = values + at.Right.Offset;
        var (rows, columns) = (at.Left.Length, at.Right.Length);
        var product = new double[columns];
        for (long row = 0; row < rows; row++)
        {
            for (long column = 0; column < columns; column++) product[column] += (double)weight[row * columns + column] * left[row];
        }

        Normalize(product, right);
        product = new double[rows];
        for (long row = 0; row < rows; row++) product[row] = Dot(weight + row * columns, right, columns);
        Normalize(product, left);
    }

    // Four running sums by place modulo 4, then those in order, then the rest.
    private static double Dot(float* one, float* other, long length)
    {
        var sums = Vector256<double>.Zero;
        long i = 0;
        for (; i <= length - 4; i += 4)
        {
            var (a, b) = (Vector128.Load(one + i), Vector128.Load(other + i));
            var first = Vector256.Create(Vector128.WidenLower(a), Vector128.WidenUpper(a));
            sums += first * Vector256.Create(Vector128.WidenLower(b), Vector128.WidenUpper(b));
        }

        var sum = sums[0] + sums[1] + sums[2] + sums[3];
        for (; i < length; i++) sum += (double)one[i] * other[i];
        return sum;
    }

    private static void Normalize(double[] values, float* to)
    {
        var squares = 0.0;
        foreach (var value in values) squares += value * value;
        var norm = Math.Sqrt(squares);
        if (norm < Floor) return;
        for (var i = 0; i < values.Length; i++) to[i] = (float)(values[i] / norm);
    }
}
