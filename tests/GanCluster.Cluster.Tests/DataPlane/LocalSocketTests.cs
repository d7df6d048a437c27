using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using GanCluster.Cluster.DataPlane;
using GanCluster.Cluster.Tests.Security;
using GanCluster.Core;

namespace GanCluster.Cluster.Tests.DataPlane;

public sealed partial class LocalSocketTests
{
    private static DataPlaneOptions Loopback => new() { Listen = new IPEndPoint(IPAddress.Loopback, 0) };

    [Fact]
    public async Task Dial_ANodeOfThisMachine_GoesOverALocalSocket()
    {
        using var one = new TestNode("one");
        using var two = new TestNode("two");
        var (here, there) = await one.DialAsync(two);
        Assert.IsType<UnixDomainSocketEndPoint>(here.Remote);
        Assert.IsType<UnixDomainSocketEndPoint>(there.Remote);
    }

    [Fact]
    public async Task Dial_OneThatListensEverywhere_GoesOverALocalSocket()
    {
        using var one = new TestNode("one");
        using var two = new TestNode("two", new DataPlaneOptions { Listen = new IPEndPoint(IPAddress.Any, 0), Insecure = true });
        var (here, _) = await one.DialAsync(two);
        Assert.IsType<UnixDomainSocketEndPoint>(here.Remote);
    }

    [Fact]
    public async Task Dial_ANodeWithoutOne_GoesOverTcp()
    {
        using var one = new TestNode("one");
        using var two = new TestNode("two", Loopback with { Local = false });
        var (here, there) = await one.DialAsync(two);
        Assert.IsType<IPEndPoint>(here.Remote);
        Assert.IsType<IPEndPoint>(there.Remote);
    }

    [Fact]
    public async Task Dial_WithTls_GoesOverTcp()
    {
        using var certificates = new TestCertificates();
        using var one = new TestNode("one", tls: certificates.Node("one"));
        using var two = new TestNode("two", tls: certificates.Node("two"));
        var (here, _) = await one.DialAsync(two);
        Assert.IsType<IPEndPoint>(here.Remote);
    }

    [Fact]
    public async Task Dial_OnePortOfTwoLoopbackAddresses_ReachesEachAtItsOwn()
    {
        using var one = new TestNode("one");
        using var two = new TestNode("two");
        using var three = new TestNode("three", Loopback with { Listen = new IPEndPoint(IPAddress.Parse("127.0.0.2"), two.Listener.EndPoint.Port) });
        foreach (var (address, node) in new[] { ("127.0.0.1", two), ("127.0.0.2", three) })
        {
            var result = await new PeerDialer(one.Context).DialAsync(address, node.Listener.EndPoint.Port, node.Id, GanCluster.Core.Wire.ConnectionPurpose.Averages).WaitAsync(TestNode.Soon);
            Assert.Equal(node.Id, result.Connection?.Peer);
            Assert.IsType<UnixDomainSocketEndPoint>(result.Connection!.Remote);
        }
    }

    /// <summary>A thread of this process calls as somebody else: Linux has a user for each thread.</summary>
    [Fact]
    public async Task Call_ByAnotherUser_IsRefused()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "only root can be somebody else");
        using var node = new TestNode("node");
        var received = -1;
        var stranger = new Thread(() =>
        {
            Assert.Equal(0, SetUsers(117, -1, 65534, -1));
            using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            socket.Connect(new UnixDomainSocketEndPoint($"\0gancluster {node.Listener.EndPoint}"));
            received = socket.Receive(new byte[1]);
        });
        stranger.Start();
        await Task.Run(stranger.Join).WaitAsync(TestNode.Soon);
        Assert.Equal(0, received);
        await PeerConnectionTests.Until(() => node.Log.Lines.Any(line => line.Id == EventIds.DataPlaneRefused && line.Text.Contains("another user", StringComparison.Ordinal)));
    }

    // setresuid of the thread alone; libc's own function asks all threads to follow.
    [LibraryImport("libc", EntryPoint = "syscall")]
    private static partial int SetUsers(long number, long real, long effective, long saved);
}
