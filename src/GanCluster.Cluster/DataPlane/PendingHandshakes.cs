using System.Net.Sockets;

namespace GanCluster.Cluster.DataPlane;

/// <summary>Connections that haven't said hello. Beyond <paramref name="limit"/> the oldest is closed, so that silence can't keep others out.</summary>
internal sealed class PendingHandshakes(int limit)
{
    private readonly Lock _lock = new();
    private readonly LinkedList<Socket> _sockets = [];

    public LinkedListNode<Socket> Add(Socket socket)
    {
        lock (_lock)
        {
            if (_sockets.Count >= limit)
            {
                PeerSocket.Shutdown(_sockets.First!.Value, SocketShutdown.Both);
                _sockets.RemoveFirst();
            }

            return _sockets.AddLast(socket);
        }
    }

    public void Remove(LinkedListNode<Socket> entry)
    {
        lock (_lock)
        {
            if (entry.List is not null) _sockets.Remove(entry);
        }
    }

    public void CloseAll()
    {
        lock (_lock)
        {
            foreach (var socket in _sockets) PeerSocket.Shutdown(socket, SocketShutdown.Both);
        }
    }
}
