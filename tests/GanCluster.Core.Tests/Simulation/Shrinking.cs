using GanCluster.Core.Protocol;

namespace GanCluster.Core.Tests.Simulation;

/// <summary>Makes a failing schedule smaller as long as it fails: fewer faults, then fewer of everything else.</summary>
internal static class Shrinking
{
    public static Schedule Shrink(Schedule failing, RuleSwitches? switches = null, SimulationSwitches? broken = null)
    {
        bool Fails(Schedule schedule) => Simulation.Run(schedule, switches, broken).Failure is not null;
        for (var smaller = failing; smaller is not null;)
        {
            smaller = Smaller(failing).FirstOrDefault(Fails);
            failing = smaller ?? failing;
        }

        return failing;
    }

    private static IEnumerable<Schedule> Smaller(Schedule schedule)
    {
        for (var i = 0; i < schedule.Faults.Count; i++) yield return schedule with { Faults = [.. schedule.Faults.Where((_, at) => at != i)] };
        if (schedule.Nodes > 1) yield return schedule with { Nodes = schedule.Nodes - 1 };
        if (schedule.Decisions) yield return schedule with { Decisions = false };
        if (schedule.Slices > 1) yield return schedule with { Slices = schedule.Slices - 1 };
        if (schedule.Shards > 2) yield return schedule with { Shards = schedule.Shards - 1 };
        if (schedule.Last > 4) yield return schedule with { Last = schedule.Last / 4 * 2 };
    }
}
