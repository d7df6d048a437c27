using System.Diagnostics;
using GanCluster.EndToEnd.Tests.Kubernetes;

namespace GanCluster.EndToEnd.Tests.Containers;

/// <summary>What <c>deploy/try-containers.sh</c> does, its image built once for all tests.</summary>
public sealed class ContainerImage : IDisposable
{
    private static readonly string[] Tools = ["podman", "runc", "debootstrap"];

    // Packages are fetched and everything is compiled once more.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(45);

    private readonly TemporaryFolder _folder = new();
    private readonly Lazy<Task<string>> _built;

    public ContainerImage() => _built = new Lazy<Task<string>>(() => Try("build"));

    /// <returns>What it printed.</returns>
    public Task<string> Built()
    {
        foreach (var tool in Tools.Where(tool => !Environment.GetEnvironmentVariable("PATH")!.Split(':').Any(folder => File.Exists(Path.Combine(folder, tool))))) SystemTool.Missing($"there is no {tool} here");
        if (!Environment.IsPrivilegedProcess) SystemTool.Missing("this is not root");
        return _built.Value;
    }

    /// <returns>What it printed.</returns>
    public async Task<string> Train()
    {
        await Built();
        return await Try("train");
    }

    public void Dispose() => _folder.Dispose();

    private async Task<string> Try(string what)
    {
        var script = Path.Combine(Kustomization.Repository, "deploy", "try-containers.sh");
        using var process = Process.Start(new ProcessStartInfo(script, [what, _folder.Path]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
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
        return await output;
    }
}
