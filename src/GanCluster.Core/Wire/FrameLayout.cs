namespace GanCluster.Core.Wire;

/// <summary>
/// Where each field of a frame's header lies: bytes, little-endian. docs/wire-format.md describes the same, and a test holds the two together.
/// A change here is a new <see cref="Version"/>.
/// </summary>
public static class FrameLayout
{
    /// <summary>"GANC" in ASCII.</summary>
    public const uint Magic = 0x434E_4147;
    public const ushort Version = 1;

    public const int MagicOffset = 0, MagicSize = 4;
    public const int VersionOffset = 4, VersionSize = 2;
    public const int KindOffset = 6, KindSize = 1;
    public const int LevelOffset = 7, LevelSize = 1;
    public const int RunOffset = 8, RunSize = 32;
    public const int LineageOffset = 40, LineageSize = 32;
    public const int PhaseOffset = 72, PhaseSize = 8;
    public const int IndexOffset = 80, IndexSize = 4;
    public const int SliceOffset = 84, SliceSize = 4;
    public const int ChunkOffset = 88, ChunkSize = 4;
    public const int LengthOffset = 92, LengthSize = 4;
    public const int ChecksumOffset = 96, ChecksumSize = 8;
    public const int HeaderChecksumOffset = 104, HeaderChecksumSize = 8;

    /// <summary>Bytes of a header. The payload follows it at once.</summary>
    public const int HeaderSize = HeaderChecksumOffset + HeaderChecksumSize;
}
