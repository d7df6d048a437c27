namespace GanCluster.Core.Identity;

/// <summary>One averaged update of one network. Phases are numbered by one counter over the whole run; a number never comes twice.</summary>
public readonly record struct PhaseNumber(long Value) : IComparable<PhaseNumber>
{
    public static PhaseNumber First => default;
    public PhaseNumber Next => new(Value + 1);
    public int CompareTo(PhaseNumber other) => Value.CompareTo(other.Value);
    public static bool operator <(PhaseNumber left, PhaseNumber right) => left.Value < right.Value;
    public static bool operator >(PhaseNumber left, PhaseNumber right) => left.Value > right.Value;
    public static bool operator <=(PhaseNumber left, PhaseNumber right) => left.Value <= right.Value;
    public static bool operator >=(PhaseNumber left, PhaseNumber right) => left.Value >= right.Value;
    public override string ToString() => Value.ToString();
}
