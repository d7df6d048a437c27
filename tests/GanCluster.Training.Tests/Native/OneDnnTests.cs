using System.Runtime.InteropServices;
using GanCluster.Training.Native;
using TorchSharp;
using static TorchSharp.torch;

namespace GanCluster.Training.Tests.Native;

public class OneDnnTests
{
    private static readonly long[] _channels = [1, 3, 12, 16, 20, 24, 48];

    public static TheoryData<bool, long, long, long> Convolutions() => new(
        from transposed in new[] { false, true }
        from kernel in new[] { (Size: 3L, Stride: 1L, Padding: 1L), (4, 2, 1), (1, 1, 0) }
        select (transposed, kernel.Size, kernel.Stride, kernel.Padding));

    // On a virtual machine that hides an AMD processor's caches, a third of these were wrong by 30 to 100 %: whole trainings went wrong in silence, and differed from run to run.
    [Theory]
    [MemberData(nameof(Convolutions))]
    public void Convolution_AnyNumberOfChannels_IsAsInDoublePrecision(bool transposed, long kernel, long stride, long padding)
    {
        OneDnn.Prepare();
        using var generator = new Generator(3);
        foreach (var inputs in _channels)
        {
            foreach (var outputs in _channels)
            {
                using var scope = NewDisposeScope();
                var x = randn([4, inputs, 8, 8], generator: generator);
                var weight = randn(transposed ? [inputs, outputs, kernel, kernel] : [outputs, inputs, kernel, kernel], generator: generator);
                var bias = randn([outputs], generator: generator);
                var ours = Passes(x, weight, bias);
                var expected = Passes(x.to(float64), weight.to(float64), bias.to(float64));
                // A bias's gradient is the sum of 2y, which may be next to nothing: so it is held against y.
                var y = expected[0].norm().item<double>();
                Assert.All(ours.Zip(expected), pair => Assert.InRange((pair.First - pair.Second).norm().item<double>() / Math.Max(y, pair.Second.norm().item<double>()), 0, 1e-5));
            }
        }

        Tensor[] Passes(Tensor x, Tensor weight, Tensor bias)
        {
            Tensor[] inputs = [x.detach().requires_grad_(), weight.detach().requires_grad_(), bias.detach().requires_grad_()];
            var y = transposed
                ? nn.functional.conv_transpose2d(inputs[0], inputs[1], inputs[2], strides: [stride, stride], padding: [padding, padding])
                : nn.functional.conv2d(inputs[0], inputs[1], inputs[2], strides: [stride, stride], padding: [padding, padding]);
            var loss = (y * y).sum();
            return [y, .. autograd.grad([loss], inputs)];
        }
    }

    [Fact]
    public void Find_AnExportedSymbol_IsWhereTheLoaderHasIt()
    {
        InitializeDeviceType(DeviceType.CPU);
        const string Name = "_ZN2at13globalContextEv";
        Assert.Equal([NativeLibrary.GetExport(NativeLibrary.Load("torch_cpu", typeof(torch).Assembly, null), Name)], ElfSymbols.Find("libtorch_cpu.so", Name)!);
        Assert.Null(ElfSymbols.Find("libtorch_cpu.so", Name, "no such symbol"));
        Assert.Null(ElfSymbols.Find("no such library", Name));
    }
}
