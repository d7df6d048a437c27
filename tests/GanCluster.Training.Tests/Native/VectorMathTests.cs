using GanCluster.Core.Options;
using GanCluster.Training.Native;
using GanCluster.Training.Tests.Engine;
using static TorchSharp.torch;

namespace GanCluster.Training.Tests.Native;

[Collection(AloneCollection.Name)]
public sealed unsafe class VectorMathTests
{
    private const int NotFoundOut = -1;

    // One run in a few hundred, resumed on two lanes, ended with other bytes: one of the two lanes had been asked for a tanh while the other made the process's first.
    [Fact]
    public void Trainer_ProcessorNotFoundOut_IsBeforeAnyLaneComputes()
    {
        Assert.SkipUnless(Processor() is not null, "this libtorch computes without MKL 2024.2");
        *Processor() = NotFoundOut;
        var options = TinyOptions.Of(NetworkKind.Mlp, Normalization.Batch);
        using var trainer = new GanTrainer(options, new NoiseImages(1, 4, 4), 2);
        Assert.True(*Processor() >= 0);
    }

    private static int* Processor()
    {
        InitializeDeviceType(TorchSharp.DeviceType.CPU);
        return ElfSymbols.Find("libtorch_cpu.so", "mkl_vml_serv_cpu_detect.vml_cpu_type") is [var found] ? (int*)found : null;
    }
}
