namespace GanCluster.Cluster.DataPlane;

/// <summary>Connections have threads of their own: arithmetic on what arrives never runs on the thread pool, whose delay makes healthy nodes look dead.</summary>
internal static class ConnectionThread
{
    /// <summary>Bytes.</summary>
    public const int StackSize = 512 << 10;

    public static void Start(Action work, string name) => new Thread(() => work(), StackSize) { IsBackground = true, Name = name }.Start();
}
