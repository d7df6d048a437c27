using GanCluster.EndToEnd.Tests.Processes;
using GanCluster.EndToEnd.Tests.Runs;
using SkiaSharp;

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
        (await GanClusterProgram.Run(TrainingSetup.Tiny(10).In(run))).AssertExit(0);
        (await GanClusterProgram.Run("train", "--resume", "--output", run.Path, "--steps", "20")).AssertExit(0);
        var old = File.ReadAllBytes(await Draw(run.PathOf("checkpoints", "step-10"), "old.npy", count: 3));
        Assert.NotEqual(old, File.ReadAllBytes(await Draw(run.Path, "new.npy", count: 3)));
    }

    [Fact]
    public async Task Sample_Png_IsAPicture() =>
        Picture.AssertPng(await Draw((await undisturbed.Of(TrainingSetup.Tiny(40))).Path, "a.png", count: 16));

    [Fact]
    public async Task Sample_WrongArguments_AllAreListed()
    {
        var end = await GanClusterProgram.Run("sample", "--checkpoint", _folder.PathOf("nowhere"), "--count", "0", "--output", _folder.PathOf("a.bmp"));
        end.AssertExit(2);
        Assert.All(["--checkpoint", "--count", "--output"], option => Assert.Contains(option, end.Error));
    }

    [Fact]
    public async Task Sample_ClassesAndSteps_AreRowsOfTheFileAndThePicture()
    {
        var run = await undisturbed.Of(TrainingSetup.Conditional(30));
        var rows = NumpyFile.Read(await Draw(run.Path, "rows.npy", count: 4, more: ["--classes", "3,Bag", "--truncation", "1.5"]));
        Assert.Equal([8, 1, 28, 28], rows.Shape);
        var ways = NumpyFile.Read(await Draw(run.Path, "ways.npy", count: 3, more: ["--classes", "3,Bag", "--truncation", "1.5", "--interpolate", "5"]));
        Assert.Equal([2 * 3 * 5, 1, 28, 28], ways.Shape);
        // A way begins at a latent and ends at the next, of the same class.
        foreach (var (way, from) in new[] { (0, 0), (1, 1), (2, 2), (3, 4), (4, 5), (5, 6) })
        {
            Assert.Equal(Image(rows, from), Image(ways, 5 * way));
            Assert.Equal(Image(rows, from + 1), Image(ways, 5 * way + 4));
        }

        Picture.AssertPng(await Draw(run.Path, "ways.png", count: 3, more: ["--classes", "all", "--interpolate", "8"]));

        static float[] Image(NumpyFile file, int i) => file.Values[(i * 784)..((i + 1) * 784)];
    }

    [Fact]
    public async Task Sample_ClassesAndSizesThatTheGeneratorCannotGive_AreAllListed()
    {
        var run = await undisturbed.Of(TrainingSetup.Conditional(30));
        var end = (await Sample(run.Path, "a.png", 2000, "--classes", "3,Hat", "--interpolate", "1000")).AssertExit(2);
        Assert.Contains("'Hat' is no class of this generator; did you mean", end.Error);
        Assert.Contains("--count:", end.Error);
        end = (await Sample((await undisturbed.Of(TrainingSetup.Tiny(40))).Path, "b.png", 3, "--classes", "all")).AssertExit(2);
        Assert.Contains("training.conditional=on", end.Error);
        end = (await Sample(run.Path, "c.png", 400_000)).AssertExit(2);
        Assert.Contains("pixels", end.Error);
        Assert.Empty(Directory.EnumerateFiles(_folder.Path));
    }

    [Fact]
    public async Task Sample_Gif_MovesAlongTheWaysOrShowsTheRunsPictures()
    {
        var run = await undisturbed.Of(TrainingSetup.Conditional(30));
        // There and back, without the ends twice.
        Assert.Equal((6, 600), FramesAndFirst(await Draw(run.Path, "ways.gif", count: 2, more: ["--classes", "3,Bag", "--interpolate", "4"])));
        (await GanClusterProgram.Run("sample", "--checkpoint", run.Path, "--history", "--output", _folder.PathOf("history.gif"))).AssertExit(0);
        Assert.Equal((2, 250), FramesAndFirst(_folder.PathOf("history.gif")));

        await AssertMistakes(["--interpolate STEPS or --history", "--count: is missing"], run.Path, "a.gif");
        await AssertMistakes(["doesn't end in .gif", "--classes: --history draws nothing"], run.Path, "a.png", "--history", "--classes", "all");
        await AssertMistakes(["no pictures", "samples.every"], run.PathOf("checkpoints"), "a.gif", "--history");

        async Task AssertMistakes(string[] parts, string checkpoint, string output, params string[] more)
        {
            var end = (await GanClusterProgram.Run(["sample", "--checkpoint", checkpoint, "--output", _folder.PathOf(output), .. more])).AssertExit(2);
            Assert.All(parts, part => Assert.Contains(part, end.Error));
        }
    }

    private static (int Frames, int First) FramesAndFirst(string gif)
    {
        using var codec = SKCodec.Create(gif);
        Assert.Equal(SKEncodedImageFormat.Gif, codec.EncodedFormat);
        return (codec.FrameCount, codec.FrameInfo[0].Duration);
    }

    private Task<ProgramEnd> Sample(string checkpoint, string name, int count, params string[] more) =>
        GanClusterProgram.Run(["sample", "--checkpoint", checkpoint, "--count", $"{count}", "--output", _folder.PathOf(name), .. more]);

    private async Task<string> Draw(string checkpoint, string name, int count, long seed = 1, params string[] more)
    {
        var output = _folder.PathOf(name);
        (await GanClusterProgram.Run(["sample", "--checkpoint", checkpoint, "--count", $"{count}", "--seed", $"{seed}", "--output", output, .. more])).AssertExit(0);
        return output;
    }
}
