using GanCluster.Training.Evaluation;
using static TorchSharp.torch;

namespace GanCluster.Training.Tests.Evaluation;

public class KernelDistanceTests
{
    // The definition, sample by sample.
    [Fact]
    public void Between_TwoSets_IsTheMeanOfTheSubsetsByTheDefinition()
    {
        const int Size = 3;
        var (one, other) = (FrechetDistanceTests.Normal(1, 53, Size, null), FrechetDistanceTests.Normal(2, 60, Size, null) * 1.5);
        var (x, y) = (Rows(one), Rows(other));
        var subsets = Enumerable.Range(0, 10).Select(i => Unbiased(x[(5 * i)..(5 * i + 5)], y[(5 * i)..(5 * i + 5)])).ToArray();
        var found = KernelDistance.Between(one, other);
        Assert.Equal(subsets.Average(), found.Value, 1e-9);
        var spread = Math.Sqrt(subsets.Sum(value => Math.Pow(value - subsets.Average(), 2)) / 9);
        Assert.Equal(2 * 2.262157 * spread / Math.Sqrt(10), found.High - found.Low, 1e-9);

        static double Unbiased(double[][] one, double[][] other)
        {
            var sum = 0.0;
            for (var i = 0; i < one.Length; i++)
            {
                for (var j = 0; j < one.Length; j++)
                {
                    if (i != j) sum += (Kernel(one[i], one[j]) + Kernel(other[i], other[j])) / (one.Length * (one.Length - 1));
                    sum -= 2 * Kernel(one[i], other[j]) / (one.Length * one.Length);
                }
            }

            return sum;
        }

        static double Kernel(double[] one, double[] other) => Math.Pow(one.Zip(other).Sum(pair => pair.First * pair.Second) / Size + 1, 3);
    }

    // Unbiased: the mean over equal distributions is 0, however few the samples.
    [Fact]
    public void Between_EqualDistributions_HasZeroWithinTheInterval()
    {
        var holds = Enumerable.Range(0, 40).Count(i =>
        {
            var found = KernelDistance.Between(FrechetDistanceTests.Normal((ulong)i, 200, 4, null), FrechetDistanceTests.Normal((ulong)i + 100, 200, 4, null));
            return found.Low <= 0 && found.High >= 0;
        });
        Assert.InRange(holds, 33, 40);
    }

    internal static double[][] Rows(Tensor tensor)
    {
        var values = tensor.data<double>().ToArray();
        return [.. values.Chunk((int)tensor.shape[1])];
    }
}
