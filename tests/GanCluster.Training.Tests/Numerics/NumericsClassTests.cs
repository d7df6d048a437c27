using GanCluster.Core.Options;
using GanCluster.Training.Native;
using GanCluster.Training.Numerics;

namespace GanCluster.Training.Tests.Numerics;

public class NumericsClassTests(ITestOutputHelper output)
{
    private const string Information =
        """
        processor	: 0
        vendor_id	: GenuineIntel
        cpu family	: 6
        model		: 143
        model name	: Some Processor @ 2.00GHz
        microcode	: 0x1
        cpu MHz		: 2000.123
        flags		: fpu sse2 avx2 fma constant_tsc avx512f

        processor	: 1
        vendor_id	: GenuineIntel
        cpu MHz		: 1999.321
        """;

    private static readonly Processor _processor = Processor.Of(Information, "L1 32K, L2 1024K");

    [Fact]
    public void OfProcess_Twice_IsTheSameAndKnowsEverything()
    {
        var numerics = NumericsClass.OfProcess(ComputeDevice.Cpu);
        Assert.Equal(numerics.Digest, NumericsClass.OfProcess(ComputeDevice.Cpu).Digest);
        Assert.Contains("device: cpu", numerics.Lines);
        Assert.Contains("OMP_NUM_THREADS: 1", numerics.Lines);
        Assert.Contains(numerics.Lines, line => line.StartsWith("libtorch: 2.", StringComparison.Ordinal));
        // Some sandboxes say nothing of caches.
        Assert.DoesNotContain(numerics.Lines, line => line.EndsWith(": unknown", StringComparison.Ordinal) && !line.StartsWith("caches", StringComparison.Ordinal));
        output.WriteLine(numerics.ToString());
    }

    [Fact]
    public void Processor_FromLinux_IsWhatKernelsAreChosenBy()
    {
        Assert.Equal("vendor_id GenuineIntel, cpu family 6, model 143, model name Some Processor @ 2.00GHz", _processor.Name);
        Assert.Equal("avx2 avx512f fma sse2", _processor.Instructions);
        Assert.Equal(_processor, Processor.Of(Information.Replace("2000.123", "3500.000").Replace("microcode	: 0x1", "microcode	: 0x2"), "L1 32K, L2 1024K"));
        Assert.Equal(new Processor(null, null, null), Processor.Of("", null));
    }

    [Fact]
    public void Digest_AnyFactThatSelectsKernels_ChangesIt()
    {
        var digests = new List<NumericsClass>
        {
            Of(),
            Of(processor: _processor with { Instructions = "avx2 fma sse2" }),
            Of(processor: _processor with { Caches = "L1 32K, L2 2048K" }),
            Of(processor: Processor.Of(Information.Replace("143", "106"), "L1 32K, L2 1024K")),
        };
        digests.AddRange(TorchRuntime.KernelVariables.Select(name => Of(variable: asked => asked == name ? "set" : null)));
        Assert.Distinct(digests.Select(numerics => numerics.Digest));
        Assert.Equal(Of().Digest, digests[0].Digest);
    }

    private static NumericsClass Of(Processor? processor = null, Func<string, string?>? variable = null) =>
        NumericsClass.Of(ComputeDevice.Cpu, processor ?? _processor, variable ?? (_ => null));
}
