using GanCluster.EndToEnd.Tests.Processes;
using GanCluster.EndToEnd.Tests.Runs;

namespace GanCluster.EndToEnd.Tests.Commands;

public sealed class BadDataTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Train_EmptyFolder_IsRefusedByName()
    {
        Directory.CreateDirectory(_folder.PathOf("data"));
        await AssertRefused(_folder.PathOf("data"));
    }

    [Fact]
    public async Task Train_TruncatedIdx_IsRefusedByName()
    {
        IdxFolder.Write(_folder.PathOf("data"), images: 64, fill: 1);
        var images = _folder.PathOf("data", IdxFolder.Images);
        File.WriteAllBytes(images, File.ReadAllBytes(images)[..^100]);
        await AssertRefused(IdxFolder.Images);
    }

    [Fact]
    public async Task Train_UnreadableImage_IsRefusedByName()
    {
        _folder.Write("data/shoe.png", "no picture at all"u8.ToArray());
        await AssertRefused("shoe.png");
    }

    private async Task AssertRefused(string named)
    {
        var run = new RunDirectory(_folder.PathOf("run"));
        (await GanClusterProgram.Run("train", "--data", _folder.PathOf("data"), "--output", run.Path)).AssertRefused(named);
        Assert.False(run.HasBegun);

        // What was left doesn't stand in the way of a second try.
        (await GanClusterProgram.Run(TrainingSetup.Tiny(2).In(run))).AssertExit(0);
        Assert.Equal(2, run.Result.Steps);
    }
}
