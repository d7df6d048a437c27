using System.Net;
using System.Net.Sockets;
using GanCluster.Core;
using Microsoft.Extensions.Logging;

namespace GanCluster.Cluster.DataPlane;

/// <summary>A node's one listener. Connections that it has accepted outlive it.</summary>
public sealed partial class DataPlaneListener : IDisposable
{
    private const int Backlog = 512;

    // Whoever knocks without being able to say hello shall not fill the disk with log lines.
    private const int RefusalsPerSecond = 10;

    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(100);

    private readonly DataPlaneNode _node;
    private readonly ILogger _logger;
    private readonly Socket _socket;
    private readonly Socket? _local;
    private readonly PendingHandshakes _pending;
    private readonly TokenBucket _refusals;
    private readonly Lock _refusing = new();
    private readonly ManualResetEventSlim _stopping = new();
    private long _refused, _unlogged;

    /// <exception cref="UnusableInputException">It would listen in plain where others can reach it, or the port is taken.</exception>
    public DataPlaneListener(DataPlaneNode node)
    {
        (_node, _logger) = (node, node.Logger);
        var listen = node.Options.Listen;
        if (!PlainAllowed(node, listen.Address))
        {
            throw new UnusableInputException(
                $"the data plane would listen on {listen} without TLS: give --tls-cert, --tls-key and --tls-ca, listen on 127.0.0.1, or add --insecure");
        }

        _pending = new PendingHandshakes(node.Options.PendingHandshakes);
        _refusals = new TokenBucket(RefusalsPerSecond, RefusalsPerSecond, node.Time);
        _socket = new Socket(listen.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            _socket.Bind(listen);
            _socket.Listen(Backlog);
        }
        catch (SocketException exception)
        {
            _socket.Dispose();
            throw new UnusableInputException($"can't listen on {listen} ({exception.Message}): choose another --data-port", exception);
        }

        EndPoint = (IPEndPoint)_socket.LocalEndPoint!;
        _local = LocalSocket.Listen(node, EndPoint, Backlog);
        LogListening(EndPoint, node.Tls is not null);
        StartAccepting(_socket);
        if (_local is not null) StartAccepting(_local);
    }

    /// <summary>Where it listens, with the port that it got.</summary>
    public IPEndPoint EndPoint { get; }

    /// <summary>Connections that were refused or said no hello.</summary>
    public long Refused => Interlocked.Read(ref _refused);

    public void Dispose()
    {
        _stopping.Set();
        foreach (var socket in (Socket?[])[_socket, _local])
        {
            if (socket is null) continue;
            PeerSocket.Shutdown(socket, SocketShutdown.Both);
            socket.Dispose();
        }

        _pending.CloseAll();
    }

    internal static bool PlainAllowed(DataPlaneNode node, IPAddress address) => node.Tls is not null || node.Options.Insecure || IPAddress.IsLoopback(address);

    private void StartAccepting(Socket listener) =>
        new Thread(() => AcceptConnections(listener), ConnectionThread.StackSize) { IsBackground = true, Name = $"data plane: listens on {EndPoint}" }.Start();

    private void AcceptConnections(Socket listener)
    {
        while (!_stopping.IsSet)
        {
            try
            {
                var socket = listener.Accept();
                var pending = _pending.Add(socket);
                ConnectionThread.Start(() => Answer(socket, pending));
            }
            catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
            {
                // One that was gone before it was accepted, for instance, or no descriptor free: a later one may do better.
                if (_stopping.IsSet) return;
                LogNotAccepted(exception.Message);
                _stopping.Wait(_pause);
            }
        }
    }

    private void Answer(Socket socket, LinkedListNode<Socket> pending)
    {
        EndPoint? remote = null;
        PeerConnection? connection = null;
        try
        {
            // Who calls over a local socket has no address: that it is of this user is what is known.
            var local = socket.AddressFamily == AddressFamily.Unix;
            remote = local ? socket.LocalEndPoint : socket.RemoteEndPoint;
            if (local && !LocalSocket.IsOwn(socket)) throw new TransportException("a process of another user");
            PeerSocket.SetUp(socket, _node.Options);
            using var deadline = _node.Time.CreateTimer(
                _ => PeerSocket.Shutdown(socket, SocketShutdown.Both), null, _node.Options.HandshakeTimeout, Timeout.InfiniteTimeSpan);
            var transport = SecureLink.Answer(socket, _node);
            var result = Handshake.Answer(transport, _node);
            if (result.Peer is { } peer) connection = new PeerConnection(transport, _node, peer, remote);
            else Refuse(remote, result.Silent ? "it said nothing" : $"{result.Fault}");
        }
        catch (Exception exception) when (exception is TransportException or SocketException or ObjectDisposedException)
        {
            Refuse(remote, exception.Message);
        }

        _pending.Remove(pending);
        if (connection is null) socket.Dispose();
        else connection.Run();
    }

    private void Refuse(EndPoint? remote, string reason)
    {
        Interlocked.Increment(ref _refused);
        lock (_refusing)
        {
            if (!_refusals.TryTake(1))
            {
                _unlogged++;
                return;
            }

            LogRefused(remote, reason, _unlogged);
            _unlogged = 0;
        }
    }
}
