using static TorchSharp.torch;

namespace GanCluster.Training.Native;

/// <summary>
/// MKL's vector functions: on a processor, libtorch's tanh, exp, log, square root and sine. At the first of their calls in a process MKL 2024.2, libtorch 2.10's, finds out which processor
/// it runs on, and for a moment keeps the processor's number where the number of the kernels for it belongs (<c>mkl_vml_serv_cpu_detect</c>). Another thread that calls just then computes
/// with other kernels, a tanh by up to 5e-5 wrong; no later call does (github.com/pytorch/pytorch/issues/188792).
/// </summary>
public static class VectorMath
{
    private static readonly Lock _first = new();

    /// <summary>Makes the first call where nobody else can: to be called before threads are that compute.</summary>
    public static void Prepare()
    {
        lock (_first)
        {
            using var one = ones(1);
            using var unused = one.tanh();
        }
    }
}
