namespace GanCluster.Core.Options;

public enum ComputeDevice
{
    Cpu,
    Cuda,
}

public sealed record ComputeOptions
{
    [Option("threads that compute a shard each; 0 takes one a core; --lanes sets it", Min = 0, Max = 1024, BearsOnResult = false)]
    public int Lanes { get; init; }

    [Option("device: cpu, or cuda in a build with -p:TorchBackend=cuda")]
    public ComputeDevice Device { get; init; } = ComputeDevice.Cpu;
}
