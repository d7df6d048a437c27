using System.Diagnostics;
using GanCluster.EndToEnd.Tests.Kubernetes;

namespace GanCluster.EndToEnd.Tests.Containers;

/// <summary>The image is built as a user would, and nodes run in containers of it.</summary>
public sealed class ImageTests
{
    private static readonly string[] Tools = ["podman", "runc", "debootstrap"];

    // Packages are fetched and everything is compiled once more.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(20);

    /// <summary>Three containers form a cluster, one is killed, another is added: the digest of one process, and lanes that follow the container's share of processors.</summary>
    [Fact]
    public async Task TryContainers_KilledAndAdded_SameBytesAsOneProcess()
    {
        foreach (var tool in Tools.Where(tool => !Environment.GetEnvironmentVariable("PATH")!.Split(':').Any(folder => File.Exists(Path.Combine(folder, tool))))) SystemTool.Missing($"there is no {tool} here");
        if (!Environment.IsPrivilegedProcess) SystemTool.Missing("this is not root");

        var script = Path.Combine(Kustomization.Repository, "deploy", "try-containers.sh");
        using var process = Process.Start(new ProcessStartInfo(script) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            await process.WaitForExitAsync(patience.Token);
        }
        finally
        {
            // It takes its containers down itself.
            if (!process.HasExited) Processes.Signals.Send(process.Id, Processes.Signal.Terminate);
        }

        Assert.True(process.ExitCode == 0, $"exit code {process.ExitCode}\n{await output}\n{await error}");
        Assert.EndsWith("same digest", (await output).TrimEnd(), StringComparison.Ordinal);
    }
}
