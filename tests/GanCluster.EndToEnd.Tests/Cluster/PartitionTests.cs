using GanCluster.EndToEnd.Tests.Processes;
using GanCluster.EndToEnd.Tests.Runs;

namespace GanCluster.EndToEnd.Tests.Cluster;

/// <summary>A cluster that falls apart goes on as two, and is one again when the parts can reach one another.</summary>
public sealed class PartitionTests(UndisturbedRuns undisturbed) : IDisposable
{
    private const int Port = 4053;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task LinkCutFor15SecondsAndMended_BothSidesGoOn_TheyMergeToTheSameBytes()
    {
        using var networks = new LinkedNetworks();
        // More steps than a side of one lane can do in that time: 17 a second on a core of 2024.
        var setup = TrainingSetup.Heavy(700);
        await using var one = Start(networks, 0, setup);
        await using var other = Start(networks, 1, setup);
        RunDirectory[] folders = [new(_folder.PathOf("0")), new(_folder.PathOf("1"))];
        await one.Until("both train", () => folders.All(folder => folder.LastStep >= 20));

        networks.Cut();
        await Task.Delay(TimeSpan.FromSeconds(5));
        var alone = folders.Select(folder => folder.LastStep).ToArray();
        await Task.Delay(TimeSpan.FromSeconds(10));
        await one.Until("both sides go on", () => folders.Zip(alone).All(side => side.First.LastStep > side.Second + 10));
        // Late heartbeats may have parted them once already, while they started.
        var before = MergedOf(folders);
        var mended = TimeProvider.System.GetUtcNow();
        networks.Mend();
        await one.Until("they meet", () => MergedOf(folders) > before);
        await one.Until("both have a part in one plan", () => folders.Any(folder => folder.Plans.Any(plan => plan.Time > mended && plan.Shards.Count == 2)));
        // One side goes over, not each to the other.
        Assert.Equal(before + 1, MergedOf(folders));
        RunningProgram[] both = [one, other];
        foreach (var end in await Task.WhenAll(both.Select(program => program.End()))) end.AssertExit(0);

        var reference = await undisturbed.Of(setup);
        Assert.All(folders, folder => Assert.Equal(reference.Result.Digest, folder.Result.Digest));
    }

    private static int MergedOf(RunDirectory[] folders) => folders.Sum(folder => folder.Logged("Two clusters have met").Count);

    private RunningProgram Start(LinkedNetworks networks, int side, TrainingSetup setup) => GanClusterProgram.StartAfter(networks.In(side),
    [
        "node", .. setup.Arguments, "--steps", $"{setup.Steps}", "--start-with", "2", "--lanes", "1", "--insecure", "--web", "off",
        "--listen", LinkedNetworks.AddressOf(side), "--port", $"{Port}", "--data-port", $"{Port + 1}",
        "--seeds", $"{LinkedNetworks.AddressOf(0)}:{Port},{LinkedNetworks.AddressOf(1)}:{Port}", "--output", _folder.PathOf($"{side}"),
    ]);
}
