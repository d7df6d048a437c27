using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace GanCluster.Training.Native;

/// <summary>The memory of a tensor: native, so that it never moves while the tensor lives.</summary>
internal static unsafe class FlatPointer
{
    /// <param name="tensor">Contiguous float32 on the processor.</param>
    public static float* Of(Tensor tensor) => (float*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(tensor.bytes));
}
