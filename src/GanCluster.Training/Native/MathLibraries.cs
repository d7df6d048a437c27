namespace GanCluster.Training.Native;

/// <summary>What libtorch computes with, where it needs help to compute right.</summary>
public static class MathLibraries
{
    /// <summary>To be called before anything is computed, above all on several threads.</summary>
    public static void Prepare()
    {
        OneDnn.Prepare();
        VectorMath.Prepare();
    }
}
