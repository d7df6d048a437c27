using GanCluster.EndToEnd.Tests.Processes;
using GanCluster.EndToEnd.Tests.Runs;

namespace GanCluster.EndToEnd.Tests.Training;

public sealed class LanesTests(UndisturbedRuns undisturbed) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("fashion", 1)]
    [InlineData("fashion", 3)]
    [InlineData("fashion", 5)]
    [InlineData("fashion-mlp", 1)]
    [InlineData("fashion-mlp", 3)]
    [InlineData("fashion-mlp", 5)]
    public async Task Train_AnyCountOfLanes_SameBytesAsTwoLanes(string preset, int lanes)
    {
        var setup = TrainingSetup.Promised(preset);
        var two = await undisturbed.Of(setup);
        var run = new RunDirectory(_folder.PathOf("run"));

        (await GanClusterProgram.Run(setup.In(run, "--lanes", $"{lanes}"))).AssertExit(0);

        run.AssertSameAs(two);
        AssertEachLaneComputed(two, 2, setup);
        AssertEachLaneComputed(run, lanes, setup);
    }

    [Fact]
    public async Task Train_AnotherProcess_SameBytes()
    {
        var setup = TrainingSetup.Tiny(300);
        var run = new RunDirectory(_folder.PathOf("run"));
        (await GanClusterProgram.Run(setup.In(run))).AssertExit(0);
        run.AssertSameAs(await undisturbed.Of(setup));
    }

    [Fact]
    public async Task Train_AnotherSeed_OtherBytes()
    {
        var setup = TrainingSetup.Tiny(300);
        var run = new RunDirectory(_folder.PathOf("run"));
        (await GanClusterProgram.Run(setup.In(run, "--seed", "2"))).AssertExit(0);

        var first = await undisturbed.Of(setup);
        Assert.Equal(first.Result.Steps, run.Result.Steps);
        Assert.NotEqual(first.Result.Digest, run.Result.Digest);
        Assert.NotEqual(first.Metrics[0], run.Metrics[0]);
    }

    private static void AssertEachLaneComputed(RunDirectory run, int lanes, TrainingSetup setup)
    {
        var shards = run.Result.ShardsByLane;
        Assert.Equal(lanes, shards.Count);
        Assert.All(shards, count => Assert.True(count > 0, "a lane computed nothing"));
        Assert.Equal(setup.Steps * 2 * 8, shards.Sum()); // two phases a step, eight shards a phase
    }
}
