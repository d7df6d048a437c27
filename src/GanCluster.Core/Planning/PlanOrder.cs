namespace GanCluster.Core.Planning;

/// <summary>
/// Which of two plans is followed: the higher (term, coordinator's uid, epoch). A coordinator counts its own plans by epoch; it raises its term above
/// another coordinator's. Safety never depends on this order, progress only on one coordinator remaining.
/// </summary>
public readonly record struct PlanOrder(long Term, int Coordinator, long Epoch) : IComparable<PlanOrder>
{
    /// <summary>A term that is further ahead comes from a fault: to follow it would leave no room above.</summary>
    public const long GreatestTermJump = 1_000;

    public int CompareTo(PlanOrder other)
    {
        if (Term != other.Term) return Term.CompareTo(other.Term);
        return Coordinator != other.Coordinator ? Coordinator.CompareTo(other.Coordinator) : Epoch.CompareTo(other.Epoch);
    }

    public static bool operator <(PlanOrder left, PlanOrder right) => left.CompareTo(right) < 0;
    public static bool operator >(PlanOrder left, PlanOrder right) => left.CompareTo(right) > 0;
    public static bool operator <=(PlanOrder left, PlanOrder right) => left.CompareTo(right) <= 0;
    public static bool operator >=(PlanOrder left, PlanOrder right) => left.CompareTo(right) >= 0;
    public override string ToString() => $"term {Term}, coordinator {Coordinator}, epoch {Epoch}";
}
