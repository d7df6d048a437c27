using GanCluster.Core;
using GanCluster.Core.Options;
using GanCluster.Training.Checkpoints;

namespace GanCluster.Training.Tests.Checkpoints;

public sealed class CheckpointLocationTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public CheckpointLocationTests()
    {
        var store = new CheckpointStore(_folder["run", "checkpoints"], new CheckpointOptions(), new TestTime(), new RecordingLogger());
        foreach (var step in new long[] { 5, 6 })
        {
            using var content = Contents.Of(step);
            store.Write(content);
        }
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("run", 6)]
    [InlineData("run/", 6)]
    [InlineData("run/checkpoints", 6)]
    [InlineData("run/checkpoints/step-5", 5)]
    [InlineData("run/checkpoints/step-5/", 5)]
    public void Resolve_RunOrCheckpoint_FindsIt(string path, long step) =>
        Assert.Equal(step, CheckpointLocation.Resolve(_folder[path]).Checkpoint.Step);

    [Fact]
    public void Resolve_CheckpointUnderANameOfTheUsers_FindsIt()
    {
        Directory.Move(_folder["run", "checkpoints", "step-5"], _folder["best"]);

        Assert.Equal(5, CheckpointLocation.Resolve(_folder["best"]).Checkpoint.Step);
    }

    [Fact]
    public void Resolve_NewestDoesNotVerify_TakesTheNextAndSaysWhy()
    {
        File.Delete(_folder["run", "checkpoints", "step-6", "config.json"]);

        var location = CheckpointLocation.Resolve(_folder["run"]);

        Assert.Equal(5, location.Checkpoint.Step);
        Assert.Equal("config.json is missing", Assert.Single(location.Rejected).Reason);
    }

    [Theory]
    [InlineData("absent", "doesn't exist")]
    [InlineData("run/checkpoints/step-5/config.json", "is a file")]
    [InlineData("", "holds no checkpoint")]
    public void Resolve_NothingToUse_SaysWhatToGive(string path, string fault)
    {
        var full = _folder[path];

        var exception = Assert.Throws<UnusableInputException>(() => CheckpointLocation.Resolve(full));

        Assert.StartsWith($"{full} {fault}; give a run's folder", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Resolve_NoneVerifies_GivesEveryReason()
    {
        foreach (var step in new[] { "step-5", "step-6" }) File.Delete(_folder["run", "checkpoints", step, "manifest.json"]);

        var exception = Assert.Throws<UnusableInputException>(() => CheckpointLocation.Resolve(_folder["run"]));
        var one = Assert.Throws<UnusableInputException>(() => CheckpointLocation.Resolve(_folder["run/checkpoints/step-5"]));

        Assert.Contains("step-6: manifest.json is missing; step-5: manifest.json is missing", exception.Message, StringComparison.Ordinal);
        Assert.Contains("doesn't verify: manifest.json is missing", one.Message, StringComparison.Ordinal);
    }
}
