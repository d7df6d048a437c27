using System.Diagnostics;

namespace GanCluster.EndToEnd.Tests;

/// <summary>A real file system of a few megabytes, in memory. Needs root, and in a container the right to mount.</summary>
internal sealed class TinyDisk : IDisposable
{
    private readonly TemporaryFolder _mountPoint = new();

    /// <summary>Skips the test where nothing can be mounted, unless every test is demanded.</summary>
    public TinyDisk(string size)
    {
        if (Run("mount", "-t", "tmpfs", "-o", $"size={size}", "tmpfs", _mountPoint.Path) is not { } error) return;
        _mountPoint.Dispose();
        var reason = $"a file system can't be mounted here ({error.Trim()})";
        if (Environment.GetEnvironmentVariable("GANCLUSTER_REQUIRE_ALL") == "1") Assert.Fail($"GANCLUSTER_REQUIRE_ALL is set, and {reason}");
        Assert.Skip(reason);
    }

    public string PathOf(string name) => _mountPoint.PathOf(name);

    public void Dispose()
    {
        // Lazily where something still holds a file there: a mount must never outlive the test.
        if (Run("umount", _mountPoint.Path) is { } busy && Run("umount", "--lazy", _mountPoint.Path) is not null) Assert.Fail(busy);
        _mountPoint.Dispose();
    }

    /// <returns>Null, or what went wrong.</returns>
    private static string? Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        var error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? null : error;
    }
}
