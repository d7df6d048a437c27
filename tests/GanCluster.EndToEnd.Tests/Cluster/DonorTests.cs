using GanCluster.EndToEnd.Tests.Processes;
using GanCluster.EndToEnd.Tests.Runs;

namespace GanCluster.EndToEnd.Tests.Cluster;

/// <summary>Who hands its replica to a node that joins.</summary>
public sealed class DonorTests(UndisturbedRuns undisturbed)
{
    [Fact]
    public async Task DonorKilledWhileItSends_AnotherGoesOn_SameBytes()
    {
        // A replica of 70 MB, which takes half a second.
        var setup = TrainingSetup.Large(200);
        using var folder = new TemporaryFolder();
        // So that who is left when a donor is killed doesn't end the run before the joiner has a replica.
        await using var group = NodeGroup.Start(setup, folder.Path, 2, "cluster.minWorkers=2");
        await group.UntilStep(5);
        List<ClusterMember> living = [.. group.Members];
        // On a busy machine all of it may have been sent before the kill: then the next joiner's donor is killed.
        while (!await KillADonor(group, living))
        {
        }

        foreach (var member in living) await member.EndsAs(undisturbed, setup);
    }

    /// <summary>Somebody joins, and whoever sends it a replica is killed: of the living, who are the two others afterwards.</summary>
    /// <returns>Whether it has its replica from the one that is left, and not from the killed one.</returns>
    private static async Task<bool> KillADonor(NodeGroup group, List<ClusterMember> living)
    {
        var joiner = group.Add();
        await joiner.Program.Until("somebody sends it its replica", () => living.Exists(Donates));
        var killed = living.Find(Donates)!;
        killed.Program.Send(Signal.Kill);
        living.Remove(killed);
        var left = living.Single();
        living.Add(joiner);
        await joiner.Program.Until("it has a replica", () => Taken().Count > 0);
        if (Taken().Any(line => line.Contains($":{killed.Port}#"))) return false;
        Assert.Contains(Taken(), line => line.Contains($":{left.Port}#"));
        return true;

        bool Donates(ClusterMember member) => member.Logged("Sends its replica").Any(line => line.Contains($":{joiner.Port}#"));

        IReadOnlyList<string> Taken() => joiner.Logged("Goes on from");
    }
}
