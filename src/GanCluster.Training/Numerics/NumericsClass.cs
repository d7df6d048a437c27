using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;
using System.Text;
using GanCluster.Core.Identity;
using GanCluster.Core.Options;
using GanCluster.Training.Native;
using TorchSharp;

namespace GanCluster.Training.Numerics;

/// <summary>
/// What a machine's arithmetic may depend on: libraries choose their kernels by it. Two machines of one class are expected to give the same bytes, and
/// <see cref="NumericsProbe"/> looks whether they do.
/// </summary>
/// <param name="Lines">One a fact, <c>name: value</c>, for people to compare.</param>
public sealed record NumericsClass(IReadOnlyList<string> Lines)
{
    private const string Unknown = "unknown";

    public Digest Digest => Digest.Of(Encoding.UTF8.GetBytes($"gancluster numerics 1\n{string.Join('\n', Lines)}\n"));

    /// <summary>Of this process.</summary>
    public static NumericsClass OfProcess(ComputeDevice device) => Of(device, Processor.OfMachine(), TorchRuntime.Variable);

    /// <param name="variable">The environment as native code sees it.</param>
    internal static NumericsClass Of(ComputeDevice device, Processor processor, Func<string, string?> variable) => new(
        [
            $"device: {OptionValue.Format(device)}",
            .. device == ComputeDevice.Cuda ? GraphicsDriver.Lines() : [],
            $"libtorch: {torch.__version__}, TorchSharp {typeof(torch).Assembly.GetName().Version}",
            $".NET: {Environment.Version}, {RuntimeInformation.RuntimeIdentifier}",
            $"processor: {processor.Name ?? Unknown}",
            $"caches: {processor.Caches ?? Unknown}",
            $"oneDNN's caches: {OptionValue.Format(OneDnn.Caches)}",
            $"instructions: {processor.Instructions ?? Unknown}",
            $".NET instructions: Vector of {Vector<byte>.Count} bytes, AVX {Avx.IsSupported}, AVX2 {Avx2.IsSupported}, FMA {Fma.IsSupported}, AVX-512F {Avx512F.IsSupported}",
            .. TorchRuntime.KernelVariables.Select(name => $"{name}: {variable(name) ?? "unset"}"),
        ]);

    public override string ToString() => string.Join('\n', Lines);
}
