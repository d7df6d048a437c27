using System.Buffers.Binary;
using System.Text;
using System.Text.Unicode;
using GanCluster.Core.Membership;

namespace GanCluster.Core.Wire;

/// <summary>Payload of the first frame in each direction: the node that speaks, and what the connection is for. The run stands in the header.</summary>
public readonly record struct Hello(NodeId Node, ConnectionPurpose Purpose)
{
    public const int PurposeOffset = 0, PurposeSize = 1;
    public const int AddressLengthOffset = 1, AddressLengthSize = 1;
    public const int UidOffset = 2, UidSize = 4;
    public const int AddressOffset = 6;

    /// <summary>Bytes of the longest address, in UTF-8.</summary>
    public const int LongestAddress = byte.MaxValue;

    public const int ShortestSize = AddressOffset + 1, LongestSize = AddressOffset + LongestAddress;

    /// <param name="to">At least <see cref="LongestSize"/> bytes.</param>
    /// <returns>Bytes written.</returns>
    /// <exception cref="ArgumentException">The address is empty, or longer than <see cref="LongestAddress"/> bytes.</exception>
    public int Write(Span<byte> to)
    {
        if (!Encoding.UTF8.TryGetBytes(Node.Address, to.Slice(AddressOffset, LongestAddress), out var length) || length == 0)
            throw new ArgumentException($"a node's address has 1 to {LongestAddress} bytes: '{Node.Address}'", nameof(to));
        to[PurposeOffset] = (byte)Purpose;
        to[AddressLengthOffset] = (byte)length;
        BinaryPrimitives.WriteInt32LittleEndian(to[UidOffset..], Node.Uid);
        return AddressOffset + length;
    }

    /// <returns>Nothing where any part of the payload is wrong.</returns>
    public static Hello? TryRead(ReadOnlySpan<byte> from)
    {
        if (from.Length < ShortestSize || from[AddressLengthOffset] != from.Length - AddressOffset) return null;
        var purpose = (ConnectionPurpose)from[PurposeOffset];
        if (!Enum.IsDefined(purpose) || !Utf8.IsValid(from[AddressOffset..])) return null;
        return new Hello(new NodeId(Encoding.UTF8.GetString(from[AddressOffset..]), BinaryPrimitives.ReadInt32LittleEndian(from[UidOffset..])), purpose);
    }
}
