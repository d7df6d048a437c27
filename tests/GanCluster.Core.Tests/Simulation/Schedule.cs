using GanCluster.Core.Planning;

namespace GanCluster.Core.Tests.Simulation;

internal enum FaultKind
{
    /// <summary>The process ends: connections end within milliseconds.</summary>
    Crash,

    /// <summary>The machine is gone: nothing tells the others but silence.</summary>
    Vanish,
    Freeze,

    /// <summary>A factor of 2 to 6, or so much that one shard takes longer than the run.</summary>
    Slow,
    Stick,
    Partition,

    /// <summary>One connection breaks and loses what is on its way.</summary>
    Break,
    Join,
    Leave,
    CrashCoordinator,
    FreezeCoordinator,
    LeaveCoordinator,

    /// <summary>An averager dies between two recipients of its average.</summary>
    CrashMidBroadcast,
    FreezeAverager,

    /// <summary>A node that somebody catches up with dies.</summary>
    CrashDonor,

    /// <summary>A node dies when somebody has the last phase.</summary>
    CrashAtTheEnd,
    BreakAtTheEnd,

    /// <summary>For a while every message comes twice, plans once more much later.</summary>
    Duplicate,

    /// <summary>A plan with a term out of all measure comes out of nowhere.</summary>
    WildPlan,

    /// <summary>The user stops the run at the next step.</summary>
    Stop,
}

/// <param name="At">Milliseconds. Faults that wait for a situation happen at the first one after.</param>
/// <param name="Node">Which node, counted among those alive.</param>
/// <param name="Lasts">Milliseconds, of what ends by itself.</param>
internal sealed record FaultPlan(FaultKind Kind, int At, int Node, int Lasts);

/// <summary>One run of the simulator: everything follows from it.</summary>
internal sealed record Schedule(
    ulong Seed, int Nodes, int Shards, int Slices, AveragingLayout Layout, int Last, bool Decisions, IReadOnlyList<FaultPlan> Faults)
{
    public const int LeastFaults = 3;

    /// <summary>Milliseconds, so that an undisturbed run outlasts the faults.</summary>
    public int ShardCost => 16_000 / (Last * ((Shards + Nodes - 1) / Nodes));

    private static readonly FaultKind[] Kinds = [.. Enum.GetValues<FaultKind>().Where(kind => kind != FaultKind.Stop)];

    /// <summary>Milliseconds that a snapshot takes; 0: by chance.</summary>
    public int SnapshotTime { get; init; }

    /// <summary>Every replica says at this phase that the run ends, ahead of <see cref="Last"/>; 0: none does.</summary>
    public int EndsAt { get; init; }

    public int End => EndsAt > 0 ? EndsAt : Last;

    /// <summary>Milliseconds of an undisturbed phase.</summary>
    public int PhaseTime(int nodes) => ShardCost * ((Shards + nodes - 1) / nodes);

    public static Schedule From(ulong seed, FaultKind[]? kinds = null)
    {
        var chance = new Chance(Chance.Mix(seed));
        kinds ??= Kinds;
        var faults = new List<FaultPlan>();
        for (var i = chance.Int(LeastFaults, 6); i > 0; i--)
        {
            faults.Add(new FaultPlan(kinds[chance.Int(0, kinds.Length - 1)], chance.Int(100, 7_000), chance.Int(0, 1_000), chance.Int(200, 5_000)));
        }

        // After the others, and beside them: the run is over soon.
        if (chance.OneIn(10)) faults.Add(new FaultPlan(FaultKind.Stop, chance.Int(7_000, 14_000), chance.Int(0, 1_000), 0));

        return new Schedule(
            seed,
            chance.Int(2, 5),
            chance.Int(4, 8),
            chance.Int(2, 4),
            chance.OneIn(3) ? AveragingLayout.Star : AveragingLayout.Sharded,
            2 * chance.Int(12, 18),
            chance.OneIn(2),
            [.. faults.OrderBy(fault => fault.At)]);
    }

    public override string ToString() =>
        $"seed {Seed}: {Nodes} nodes, {Shards} shards, {Slices} slices, {Layout}, {Last} phases{(Decisions ? ", decisions" : "")}\n  "
        + string.Join("\n  ", Faults.Select(fault => $"{fault.At,5} ms {fault.Kind} (node {fault.Node}, {fault.Lasts} ms)"));
}
