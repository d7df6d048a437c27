using GanCluster.Core.Options;
using GanCluster.EndToEnd.Tests.Processes;

namespace GanCluster.EndToEnd.Tests.Commands;

public sealed class CommandLineTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Version_IsSaid() =>
        Assert.Matches(@"^gancluster \d+\.\d+\.\d+", (await GanClusterProgram.Run("--version")).AssertExit(0).Output);

    [Fact]
    public async Task TrainHelp_ListsEveryOptionAndPreset()
    {
        var help = (await GanClusterProgram.Run("train", "--help")).AssertExit(0).Output;
        Assert.All(OptionCatalog.All, option => Assert.Matches($@"(?m)^ +{option.Key} ", help));
        Assert.All(Presets.All, preset => Assert.Matches($"(?m)^ +{preset.Name} ", help));
    }

    [Fact]
    public async Task Presets_AreListedWithWhatTheySet()
    {
        var listed = (await GanClusterProgram.Run("presets")).AssertExit(0).Output;
        Assert.All(Presets.All, preset => Assert.Matches($"(?m)^{preset.Name}( \\(default\\))?: ", listed));
        Assert.Contains("  data.source=ring8\n", listed);
    }

    [Fact]
    public async Task UnknownCommand_IsRefusedAndTheNearestNamed() => (await GanClusterProgram.Run("trian")).AssertRefused("'trian'", "did you mean train?");

    [Fact]
    public async Task Train_WrongOptions_EveryMistakeIsListedAtOnce()
    {
        var run = _folder.PathOf("run");
        var end = await GanClusterProgram.Run(
            "train", "--preset", "fashon", "--steps", "-5", "--output", run,
            "--set", "generator.chanels=3", "--set", "loss.r1=much", "--set", "checkpoints.keep=0", "--set", "loss.kind=hinges");
        end.AssertExit(2);
        Assert.All(
            ["6 mistakes", "fashon", "did you mean fashion?", "--steps", "generator.channels", "loss.r1", "checkpoints.keep", "loss.kind"],
            part => Assert.Contains(part, end.Error));
        Assert.False(Directory.Exists(run));
    }
}
