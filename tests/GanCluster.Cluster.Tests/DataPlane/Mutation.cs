using System.Buffers.Binary;
using GanCluster.Core.Identity;
using GanCluster.Core.Wire;

namespace GanCluster.Cluster.Tests.DataPlane;

/// <summary>Frames that no node may accept, drawn from a seed.</summary>
internal sealed class Mutation(int seed)
{
    private readonly Random _random = new(seed);

    /// <summary>Never a frame in order, and never one with a frame in order before it.</summary>
    public byte[] Of(ReadOnlySpan<byte> frame)
    {
        var bytes = frame.ToArray();
        switch (_random.Next(8))
        {
            case 0: // truncation
                return bytes[.._random.Next(bytes.Length)];
            case 1: // garbage
                bytes = new byte[_random.Next(1, 1_024)];
                _random.NextBytes(bytes);
                return bytes;
            case 2: // huge and negative lengths, by a sender that means it
                BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(FrameLayout.LengthOffset), _random.Next(2) == 0 ? int.MaxValue : -_random.Next());
                return Sealed(bytes);
            case 3: // another run
                _random.NextBytes(bytes.AsSpan(FrameLayout.RunOffset, FrameLayout.RunSize));
                return Sealed(bytes);
            case 4: // another version
                BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(FrameLayout.VersionOffset), (ushort)_random.Next(2, ushort.MaxValue));
                return Sealed(bytes);
            case 5: // another history; a hello has none, so there it is a field too many
                _random.NextBytes(bytes.AsSpan(FrameLayout.LineageOffset, FrameLayout.LineageSize));
                return Sealed(bytes);
            case 6: // a kind that comes from nowhere
                bytes[FrameLayout.KindOffset] = (byte)_random.Next((int)Enum.GetValues<FrameKind>().Max() + 1, 256);
                return Sealed(bytes);
            default: // flipped bits
                var place = _random.Next(bytes.Length);
                bytes[place] ^= (byte)(1 << _random.Next(8));
                return bytes;
        }
    }

    private static byte[] Sealed(byte[] bytes)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(
            bytes.AsSpan(FrameLayout.HeaderChecksumOffset), FrameHeader.ChecksumOf(bytes.AsSpan(0, FrameLayout.HeaderChecksumOffset)));
        return bytes;
    }
}
