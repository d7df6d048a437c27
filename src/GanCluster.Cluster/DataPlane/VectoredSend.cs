using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace GanCluster.Cluster.DataPlane;

/// <summary>Header and payload in one system call, from where they lie. .NET's own vectored send takes managed arrays only.</summary>
internal static unsafe partial class VectoredSend
{
    private const int Interrupted = 4;

    /// <exception cref="TransportException">The connection is broken.</exception>
    public static void Send(Socket socket, ReadOnlySpan<byte> header, ReadOnlySpan<byte> payload)
    {
        fixed (byte* first = header, second = payload)
        {
            var parts = stackalloc Part[] { new(first, header.Length), new(second, payload.Length) };
            var left = header.Length + payload.Length;
            while (left > 0)
            {
                var sent = (int)Write(socket.SafeHandle, parts, 2);
                if (sent < 0)
                {
                    var error = Marshal.GetLastPInvokeError();
                    if (error == Interrupted) continue;
                    throw new TransportException(Marshal.GetPInvokeErrorMessage(error));
                }

                left -= sent;
                var ofFirst = Math.Min(sent, (int)parts[0].Length);
                parts[0] = parts[0].Skip(ofFirst);
                parts[1] = parts[1].Skip(sent - ofFirst);
            }
        }
    }

    [LibraryImport("libc", EntryPoint = "writev", SetLastError = true)]
    private static partial nint Write(SafeHandle socket, Part* parts, int count);

    // The iovec of POSIX.
    [StructLayout(LayoutKind.Sequential)]
    private readonly struct Part(byte* start, nint length)
    {
        public readonly byte* Start = start;
        public readonly nint Length = length;

        public Part Skip(int bytes) => new(Start + bytes, Length - bytes);
    }
}
