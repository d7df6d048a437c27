namespace GanCluster.EndToEnd.Tests;

/// <summary>A real file system of a few megabytes, in memory. Needs root, and in a container the right to mount.</summary>
internal sealed class TinyDisk : IDisposable
{
    private readonly TemporaryFolder _mountPoint = new();

    /// <summary>Skips the test where nothing can be mounted, unless every test is demanded.</summary>
    public TinyDisk(string size)
    {
        if (SystemTool.Run("mount", "-t", "tmpfs", "-o", $"size={size}", "tmpfs", _mountPoint.Path) is not { } error) return;
        _mountPoint.Dispose();
        SystemTool.Missing($"a file system can't be mounted here ({error})");
    }

    public string PathOf(string name) => _mountPoint.PathOf(name);

    public void Dispose()
    {
        // Lazily where something still holds a file there: a mount must never outlive the test.
        if (SystemTool.Run("umount", _mountPoint.Path) is { } busy && SystemTool.Run("umount", "--lazy", _mountPoint.Path) is not null) Assert.Fail(busy);
        _mountPoint.Dispose();
    }
}
