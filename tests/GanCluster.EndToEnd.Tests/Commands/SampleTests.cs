using GanCluster.EndToEnd.Tests.Processes;
using GanCluster.EndToEnd.Tests.Runs;

namespace GanCluster.EndToEnd.Tests.Commands;

public sealed class SampleTests(UndisturbedRuns undisturbed) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Sample_NumpyOfImages_HasTheNetworksShapeAndRange()
    {
        var run = await undisturbed.Of(TrainingSetup.Tiny(40));
        var samples = NumpyFile.Read(await Draw(run.Path, "a.npy", count: 5));
        Assert.Equal([5, 1, 28, 28], samples.Shape);
        Assert.All(samples.Values, value => Assert.InRange(value, -1f, 1f));
        Assert.True(samples.Values.Distinct().Count() > 1000);
    }

    [Fact]
    public async Task Sample_NumpyOfPoints_HasTwoColumns()
    {
        var run = await undisturbed.Of(TrainingSetup.Preset("ring8", 30));
        var points = NumpyFile.Read(await Draw(run.Path, "a.npy", count: 100));
        Assert.Equal([100, 2], points.Shape);
        Picture.AssertPng(await Draw(run.Path, "a.png", count: 100));
    }

    [Fact]
    public async Task Sample_SeedAndSource_DecideTheBytes()
    {
        var run = await undisturbed.Of(TrainingSetup.Tiny(40));
        var one = File.ReadAllBytes(await Draw(run.Path, "a.npy", count: 3, seed: 7));
        Assert.Equal(one, File.ReadAllBytes(await Draw(run.Path, "b.npy", count: 3, seed: 7)));
        Assert.Equal(one, File.ReadAllBytes(await Draw(run.PathOf("checkpoints", "step-40"), "c.npy", count: 3, seed: 7)));
        Assert.NotEqual(one, File.ReadAllBytes(await Draw(run.Path, "d.npy", count: 3, seed: 8)));
    }

    [Fact]
    public async Task Sample_OldCheckpoint_DrawsFromItsOwnGenerator()
    {
        var run = new RunDirectory(_folder.PathOf("run"));
        (await GanClusterProgram.Run(TrainingSetup.Tiny(20).In(run, TrainingSetup.Set("checkpoints.every=10")))).AssertExit(0);
        var old = File.ReadAllBytes(await Draw(run.PathOf("checkpoints", "step-10"), "old.npy", count: 3));
        Assert.NotEqual(old, File.ReadAllBytes(await Draw(run.Path, "new.npy", count: 3)));
    }

    [Fact]
    public async Task Sample_Png_IsAPicture() =>
        Picture.AssertPng(await Draw((await undisturbed.Of(TrainingSetup.Tiny(40))).Path, "a.png", count: 16));

    [Fact]
    public async Task Sample_WrongArguments_AllAreListed()
    {
        var end = await GanClusterProgram.Run("sample", "--checkpoint", _folder.PathOf("nowhere"), "--count", "0", "--output", _folder.PathOf("a.gif"));
        end.AssertExit(2);
        Assert.All(["--checkpoint", "--count", "--output"], option => Assert.Contains(option, end.Error));
    }

    private async Task<string> Draw(string checkpoint, string name, int count, long seed = 1)
    {
        var output = _folder.PathOf(name);
        (await GanClusterProgram.Run("sample", "--checkpoint", checkpoint, "--count", $"{count}", "--seed", $"{seed}", "--output", output)).AssertExit(0);
        return output;
    }
}
