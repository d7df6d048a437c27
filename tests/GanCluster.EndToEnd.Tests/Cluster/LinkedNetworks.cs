namespace GanCluster.EndToEnd.Tests.Cluster;

/// <summary>Two networks on this machine, each with one address, and a cable between them that can be pulled. Needs root and iproute2.</summary>
internal sealed class LinkedNetworks : IDisposable
{
    private readonly string[] _names = [$"gan{Environment.ProcessId}a", $"gan{Environment.ProcessId}b"];

    /// <summary>Skips the test where there can be none, unless every test is demanded.</summary>
    public LinkedNetworks()
    {
        string[][] commands =
        [
            ["netns", "add", _names[0]],
            ["netns", "add", _names[1]],
            ["-n", _names[0], "link", "add", "cable", "type", "veth", "peer", "name", "cable", "netns", _names[1]],
            .. Enumerable.Range(0, 2).SelectMany(side => new string[][]
            {
                ["-n", _names[side], "addr", "add", $"{AddressOf(side)}/30", "dev", "cable"],
                ["-n", _names[side], "link", "set", "lo", "up"],
                ["-n", _names[side], "link", "set", "cable", "up"],
            }),
        ];
        if (commands.Select(command => SystemTool.Run("ip", command)).FirstOrDefault(error => error is not null) is not { } error) return;
        Dispose();
        SystemTool.Missing($"networks can't be made here ({error})");
    }

    public static string AddressOf(int side) => $"10.213.7.{side + 1}";

    /// <summary>The words before a command that make it run on that side.</summary>
    public string[] In(int side) => ["ip", "netns", "exec", _names[side]];

    public void Cut() => Assert.Null(SystemTool.Run("ip", "-n", _names[0], "link", "set", "cable", "down"));

    public void Mend() => Assert.Null(SystemTool.Run("ip", "-n", _names[0], "link", "set", "cable", "up"));

    public void Dispose()
    {
        foreach (var name in _names) SystemTool.Run("ip", "netns", "del", name);
    }
}
