using GanCluster.Core;
using GanCluster.Core.Options;
using TorchSharp;
using static TorchSharp.torch;

namespace GanCluster.Training;

/// <summary>Where a trainer computes and how its memory lies: none of it may show in the bytes.</summary>
/// <param name="Shift">Floats by which flat buffers lie off their allocation, a multiple of 16.</param>
/// <param name="CopyParameters">True to give each lane a copy of the parameters, as a device with memory of its own needs.</param>
public sealed record TrainerPlacement(long Shift = 0, bool CopyParameters = false)
{
    public static TrainerPlacement Default { get; } = new();

    /// <exception cref="UnusableInputException">There is no such device here.</exception>
    internal static Device Open(ComputeDevice device)
    {
        if (device == ComputeDevice.Cpu) return CPU;
        if (cuda_is_available()) return CUDA;
        throw new UnusableInputException(
            "compute.device is cuda, but this build of libtorch sees no CUDA device: build with -p:TorchBackend=cuda on a machine with an NVIDIA driver, or set compute.device=cpu");
    }
}
