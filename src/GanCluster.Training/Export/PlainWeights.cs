using GanCluster.Core.Memory;
using GanCluster.Training.Networks;

namespace GanCluster.Training.Export;

/// <summary>
/// A network's values as other programs expect them, under PyTorch's names (<c>up1.weight</c>, <c>up1.norm.running_mean</c>) and in its shapes: what spectral norm divides by is divided
/// already, and its vectors are gone.
/// </summary>
public sealed unsafe class PlainWeights : IDisposable
{
    /// <param name="values">As <paramref name="network"/>'s layout has them.</param>
    public PlainWeights(Network network, AlignedBuffer values)
    {
        var kept = network.Layout.Entries.Take(network.ParameterCount + network.StatisticsCount).ToArray();
        Layout = new FlatLayout(kept.Select(entry => (entry.Name, entry.Shape)));
        Values = new AlignedBuffer(Layout.Length);
        for (var i = 0; i < kept.Length; i++) RawFloats.Copy(values.Pointer + kept[i].Offset, Values.Pointer + Layout.Entries[i].Offset, kept[i].Length);

        foreach (var weight in network.SpectralWeights)
        {
            var sigma = Sigma(weight, values.Pointer);
            var own = Layout.Entries.Single(entry => entry.Name == weight.Weight.Name);
            for (var i = own.Offset; i < own.Offset + own.Length; i++) Values.Pointer[i] = (float)(Values.Pointer[i] / sigma);
        }
    }

    public FlatLayout Layout { get; }

    public AlignedBuffer Values { get; }

    public void Dispose() => Values.Dispose();

    // uᵀWv
    private static double Sigma(SpectralWeight at, float* values)
    {
        var sum = 0.0;
        for (long row = 0; row < at.Left.Length; row++)
        {
            for (long column = 0; column < at.Right.Length; column++)
                sum += (double)values[at.Left.Offset + row] * values[at.Weight.Offset + row * at.Right.Length + column] * values[at.Right.Offset + column];
        }

        return sum;
    }
}
