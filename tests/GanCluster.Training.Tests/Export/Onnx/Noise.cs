using GanCluster.Core.Data;

namespace GanCluster.Training.Tests.Export.Onnx;

/// <summary>Inputs of networks, in ±2.</summary>
internal static class Noise
{
    public static float[] Of(int batch, IReadOnlyList<long> shape) =>
        [.. Enumerable.Range(0, batch * (int)shape.Aggregate(1L, (product, size) => product * size)).Select(i => (KeyedStream.Seed(9, StreamPurpose.Samples, 0, i) >> 40) / (float)(1 << 22) - 2)];

    public static long[] Labels(int batch, int classes) => classes == 0 ? [] : [.. Enumerable.Range(0, batch).Select(i => (long)((2 * i + 1) % classes))];
}
