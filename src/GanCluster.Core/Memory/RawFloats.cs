namespace GanCluster.Core.Memory;

/// <summary>Float32 values by their address: what lies in a tensor, in an <see cref="AlignedBuffer"/>, or in part of one.</summary>
public static unsafe class RawFloats
{
    public static void Copy(float* from, float* to, long length) => Buffer.MemoryCopy(from, to, length * sizeof(float), length * sizeof(float));
}
