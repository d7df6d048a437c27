using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace GanCluster.Training.Native;

/// <summary>
/// The process's environment as libtorch must find it when it loads: its libraries read these variables once. .NET's own setter doesn't reach
/// native code on Linux, so this calls libc's.
/// </summary>
internal static partial class TorchRuntime
{
    // One intra-op thread: libtorch's results depend on their number, so cores are used by lanes. A thread pool that nobody uses should not be made.
    private static readonly (string Name, string Value)[] Variables = [("OMP_NUM_THREADS", "1"), ("MKL_NUM_THREADS", "1")];

    /// <summary>Variables by which libtorch and its math libraries choose kernels: those set here, and those that others may have set.</summary>
    public static IReadOnlyList<string> KernelVariables { get; } =
    [
        .. Variables.Select(variable => variable.Name),
        "MKL_CBWR", "MKL_ENABLE_INSTRUCTIONS", "ONEDNN_MAX_CPU_ISA", "DNNL_MAX_CPU_ISA", "ONEDNN_DEFAULT_FPMATH_MODE", "DNNL_DEFAULT_FPMATH_MODE",
        "ATEN_CPU_CAPABILITY", "CUBLAS_WORKSPACE_CONFIG", "NVIDIA_TF32_OVERRIDE",
    ];

    /// <summary>A variable as native code sees it, which .NET's own getter doesn't.</summary>
    public static string? Variable(string name) =>
        OperatingSystem.IsLinux() ? Marshal.PtrToStringUTF8(GetVariable(name)) : Environment.GetEnvironmentVariable(name);

#pragma warning disable CA2255 // The point is to run before anything of this assembly can load libtorch.
    [ModuleInitializer]
    internal static void PrepareEnvironment()
    {
        if (!OperatingSystem.IsLinux()) return;
        foreach (var (name, value) in Variables) SetVariable(name, value, overwrite: 1);
    }
#pragma warning restore CA2255

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetVariable(string name, string value, int overwrite);

    [LibraryImport("libc", EntryPoint = "getenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint GetVariable(string name);
}
