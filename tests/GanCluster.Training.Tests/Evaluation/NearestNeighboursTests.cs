using GanCluster.Training.Evaluation;
using TorchSharp;
using static TorchSharp.torch;

namespace GanCluster.Training.Tests.Evaluation;

public class NearestNeighboursTests
{
    // More of both than are taken at a time, in the last block of each fewer than in the others.
    [Fact]
    public void Nearest_ManyBlocks_AreThoseOfAComparisonOneByOne()
    {
        using var training = Samples(1, 5000);
        using var test = Samples(2, 300);
        using var neighbours = new NearestNeighbours(training.clone(), test);
        var (distances, images) = neighbours.Nearest(test);
        var (x, y) = (KernelDistanceTests.Rows(training.to(float64)), KernelDistanceTests.Rows(test.to(float64)));
        for (var i = 0; i < y.Length; i += 37)
        {
            var all = x.Select(other => Math.Sqrt(other.Zip(y[i]).Sum(pair => Math.Pow(pair.First - pair.Second, 2)))).ToArray();
            Assert.Equal(all.Min(), distances[i], 1e-9);
            Assert.Equal(Array.IndexOf(all, all.Min()), images[i]);
            Assert.Equal(all.Select((distance, image) => (distance, image)).OrderBy(pair => pair.distance).Take(3).Select(pair => (long)pair.image), neighbours.NearestOf(test.narrow(0, i, 1), 3));
        }
    }

    [Fact]
    public void Ratio_CopiesFreshAndFarSamples_IsZeroOneAndMore()
    {
        using var test = Samples(2, 1500);
        using var neighbours = new NearestNeighbours(Samples(1, 3000), test);
        using var copies = Samples(1, 3000);
        using var fresh = Samples(3, 1500);
        Assert.Equal(new Estimate(0, 0, 0), Ratio(copies) with { High = 0 });
        Assert.InRange(1, Ratio(fresh).Low, Ratio(fresh).High);
        Assert.InRange(Ratio(fresh * 2).Low, 1.3, 5);

        Estimate Ratio(Tensor samples) => neighbours.Ratio(neighbours.Nearest(samples).Distances);
    }

    private static Tensor Samples(ulong seed, int count) => tensor(ParzenWindowTests.Normal(seed, count * 6)).reshape(count, 6);
}
