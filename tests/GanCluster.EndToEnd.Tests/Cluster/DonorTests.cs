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
        var setup = TrainingSetup.Large(100);
        using var folder = new TemporaryFolder();
        await using var group = NodeGroup.Start(setup, folder.Path, 2);
        await group.UntilStep(5);
        var (donors, joiner) = (group.Members.ToList(), group.Add());
        await joiner.Program.Until("somebody sends its replica", () => donors.Exists(Donates));
        var killed = donors.Find(Donates)!;
        killed.Program.Send(Signal.Kill);
        var left = donors.Find(member => member != killed)!;
        foreach (var member in new[] { left, joiner }) await member.EndsAs(undisturbed, setup);

        var taken = joiner.Logged("Goes on from");
        Assert.Contains(taken, line => line.Contains($":{left.Port}#"));
        Assert.DoesNotContain(taken, line => line.Contains($":{killed.Port}#"));
    }

    private static bool Donates(ClusterMember member) => member.Logged("Sends its replica").Count > 0;
}
