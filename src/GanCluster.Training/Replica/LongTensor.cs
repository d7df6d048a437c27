namespace GanCluster.Training.Replica;

/// <summary>A long, or the bits of a double, in four floats of a tensor, sixteen bits in one: no float rounds those.</summary>
internal static class LongTensor
{
    public const int Floats = 4;

    private const int PartBits = 16;

    public static void Write(Span<float> parts, long value)
    {
        for (var part = 0; part < Floats; part++) parts[part] = (ushort)(value >> (PartBits * part));
    }

    public static long Read(ReadOnlySpan<float> parts)
    {
        var value = 0L;
        for (var part = 0; part < Floats; part++) value |= (long)(ushort)parts[part] << (PartBits * part);
        return value;
    }
}
