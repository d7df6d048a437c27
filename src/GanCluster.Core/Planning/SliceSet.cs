using System.Numerics;

namespace GanCluster.Core.Planning;

/// <summary>A fixed part of the flat gradient, the unit of averaging. How many there are belongs to the run, not to a plan, so that every plan cuts alike.</summary>
public readonly record struct SliceIndex(int Value)
{
    public override string ToString() => Value.ToString();
}

/// <summary>Slices of one average, at most <see cref="Capacity"/>.</summary>
public readonly record struct SliceSet(ulong Bits)
{
    public const int Capacity = 64;

    public static SliceSet All(int slices)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(slices, Capacity);
        ArgumentOutOfRangeException.ThrowIfLessThan(slices, 1);
        return new SliceSet(ulong.MaxValue >> (Capacity - slices));
    }

    public bool IsEmpty => Bits == 0;
    public int Count => BitOperations.PopCount(Bits);
    public bool Contains(SliceIndex slice) => (Bits >> slice.Value & 1) != 0;
    public SliceSet With(SliceIndex slice) => new(Bits | 1UL << slice.Value);
    public SliceSet Without(SliceSet other) => new(Bits & ~other.Bits);
    public override string ToString() => $"{Bits:b}";
}
