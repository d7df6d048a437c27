using System.Numerics;

namespace GanCluster.Training.Replica;

/// <summary>average ← average + (1 − decay)·(value − average), elementwise.</summary>
internal static unsafe class MovingAverage
{
    public static void Update(float* average, float* values, double decay, long length)
    {
        var share = new Vector<float>((float)(1 - decay));
        for (long i = 0; i < length; i += Vector<float>.Count)
        {
            var old = Vector.Load(average + i);
            (old + share * (Vector.Load(values + i) - old)).Store(average + i);
        }
    }
}
