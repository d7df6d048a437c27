using System.Numerics;

namespace GanCluster.Training.Replica;

/// <summary>Every value into [−bound, bound]: algorithm 1 of Arjovsky et al. 2017 (https://arxiv.org/abs/1701.07875), line 7.</summary>
internal static unsafe class WeightClip
{
    /// <param name="length">A multiple of 16 floats.</param>
    public static void Apply(float* values, float bound, long length)
    {
        var (least, most) = (new Vector<float>(-bound), new Vector<float>(bound));
        for (long i = 0; i < length; i += Vector<float>.Count) Vector.Min(Vector.Max(Vector.Load(values + i), least), most).Store(values + i);
    }
}
