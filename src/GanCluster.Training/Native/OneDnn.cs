using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;
using TorchSharp;
using static TorchSharp.torch;

namespace GanCluster.Training.Native;

/// <summary>How oneDNN, which computes libtorch's convolutions, knows the caches by whose sizes it cuts its work.</summary>
public enum OneDnnCaches
{
    /// <summary>The processor says.</summary>
    Found,

    /// <summary>A hypervisor hides them; oneDNN was told what it takes for granted elsewhere where it finds nothing.</summary>
    Told,

    /// <summary>It couldn't be told: libtorch's own convolutions take its place, a half to a third as fast.</summary>
    Off,
}

/// <summary>
/// Keeps convolutions right where a hypervisor hides the caches of an AMD processor. oneDNN 3.7.1, libtorch 2.10's, then takes each of them for one byte (Xbyak's
/// <c>setCacheHierarchy</c>), and its reorders, cut for such a cache, misplace blocks that aren't full (<c>prb_block_for_cache</c> in <c>jit_uni_reorder.cpp</c>): results
/// and gradients of convolutions with a number of channels that isn't a multiple of 16 are wrong by as much as they are large. Nothing but the processor is asked, so the
/// sizes are put right in oneDNN's memory, after it has read them and before it uses them.
/// </summary>
public static unsafe partial class OneDnn
{
    // Of Xbyak::util::Cpu: sizes of ten levels, how many cores share each, how many levels there are; 32 bits each.
    private const int Sizes = 28, Sharing = 68, Levels = 108;

    private const int CacheLeaf = unchecked((int)0x8000001d);

    // What oneDNN's platform.cpp guesses: bytes of L1, L2 and L3 for each core.
    private static readonly uint[] _guess = [32 << 10, 512 << 10, 1 << 20];

    /// <summary>Found out, and put right, when it is first asked for: before the first convolution.</summary>
    public static OneDnnCaches Caches { get; } = AreHidden ? Mend() : OneDnnCaches.Found;

    /// <summary>To be called before convolutions are.</summary>
    public static void Prepare() => _ = Caches;

    // AuthenticAMD, whose leaf of the caches is empty.
    private static bool AreHidden => OperatingSystem.IsLinux() && X86Base.IsSupported && X86Base.CpuId(0, 0) is { Ebx: 0x68747541, Edx: 0x69746e65 } && X86Base.CpuId(CacheLeaf, 0).Ebx == 0;

    private static OneDnnCaches Mend()
    {
        InitializeDeviceType(DeviceType.CPU);
        // NNPACK, which computes small ones, can do nothing without caches, and would say so at each convolution.
        SetNnpackEnabled(GlobalContext(), 0);
        if (Tell()) return OneDnnCaches.Told;
        SetOneDnnEnabled(GlobalContext(), 0);
        return OneDnnCaches.Off;
    }

    private static bool Tell()
    {
        // oneDNN reads the processor at its first convolution. This one, large enough for it, has full blocks.
        using (NewDisposeScope())
        using (no_grad()) nn.functional.conv2d(zeros(1, 16, 4, 4), zeros(16, 16, 4, 4), strides: [2, 2], padding: [1, 1]);
        if (ElfSymbols.Find("libtorch_cpu.so", "_ZZN4dnnl4impl3cpu3x643cpuEvE4cpu_", "_ZGVZN4dnnl4impl3cpu3x643cpuEvE4cpu_") is not [var found, var made] || *(byte*)made != 1) return false;
        var sizes = new Span<uint>((byte*)found + Sizes, _guess.Length);
        var sharing = new Span<uint>((byte*)found + Sharing, _guess.Length);
        // Another version's memory may be another one.
        if (*(uint*)(found + Levels) != _guess.Length || !sizes.SequenceEqual([1u, 1u, 1u]) || sharing.Contains(0u)) return false;
        _guess.CopyTo(sizes);
        sharing.Fill(1);
        return true;
    }

    // at::globalContext().setUserEnabledMkldnn(bool), setUserEnabledNNPACK(bool)
    [LibraryImport("torch_cpu", EntryPoint = "_ZN2at13globalContextEv")]
    private static partial nint GlobalContext();

    [LibraryImport("torch_cpu", EntryPoint = "_ZN2at7Context20setUserEnabledMkldnnEb")]
    private static partial void SetOneDnnEnabled(nint context, byte enabled);

    [LibraryImport("torch_cpu", EntryPoint = "_ZN2at7Context20setUserEnabledNNPACKEb")]
    private static partial void SetNnpackEnabled(nint context, byte enabled);
}
