namespace GanCluster.Core.Memory;

/// <summary>One tensor's place in a flat buffer. <paramref name="Offset"/> and <paramref name="Length"/> count floats.</summary>
public sealed record FlatEntry(string Name, IReadOnlyList<long> Shape, long Offset, long Length);

/// <summary>
/// Where the tensors of a network lie in one flat buffer: in order, each at a 64-byte boundary, the gaps zero. The whole length is a
/// multiple of 16 floats, so that no vector loop over it has a tail.
/// </summary>
public sealed class FlatLayout
{
    public FlatLayout(IEnumerable<(string Name, IReadOnlyList<long> Shape)> tensors)
    {
        var entries = new List<FlatEntry>();
        long offset = 0;
        foreach (var (name, shape) in tensors)
        {
            var length = LengthOf(shape);
            entries.Add(new FlatEntry(name, shape, offset, length));
            offset += AlignedBuffer.RoundUp(length);
        }

        Entries = entries;
        Length = offset;
        Values = entries.Sum(entry => entry.Length);
    }

    public static FlatLayout Empty { get; } = new([]);

    /// <summary>Values of a tensor, or of a sample, of this shape.</summary>
    /// <exception cref="OverflowException">More than a long can count.</exception>
    public static long LengthOf(IEnumerable<long> shape) => shape.Aggregate(1L, (product, size) => checked(product * size));

    public IReadOnlyList<FlatEntry> Entries { get; }

    /// <summary>Floats of the whole buffer, gaps included.</summary>
    public long Length { get; }

    /// <summary>Floats without the gaps: what a user calls the number of parameters.</summary>
    public long Values { get; }
}
