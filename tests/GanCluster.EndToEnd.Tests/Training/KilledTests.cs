using GanCluster.EndToEnd.Tests.Processes;
using GanCluster.EndToEnd.Tests.Runs;

namespace GanCluster.EndToEnd.Tests.Training;

public sealed class KilledTests(UndisturbedRuns undisturbed) : IDisposable
{
    private const int Kills = 5, MostKills = 30;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>
    /// kill -9 after a first checkpoint, five times in a row, on another number of lanes each time; as a checkpoint is nearly always being written,
    /// and the kill waits for one, at least one is cut off. If all five happened to come just after its completion, it goes on until one isn't.
    /// </summary>
    [Theory]
    [InlineData("fashion")]
    [InlineData("fashion-mlp")]
    public async Task Resume_KilledFiveTimes_SameBytesAsUndisturbed(string preset)
    {
        var promised = TrainingSetup.Promised(preset);
        // More than it does until the last kill: how many it shall be is said after that.
        var setup = promised with { Steps = 100_000 };
        var run = new RunDirectory(_folder.PathOf("run"));
        int[] lanes = [2, 1, 3, 5];
        int kills = 0, whileWriting = 0;
        while (kills < Kills || (whileWriting == 0 && kills < MostKills))
        {
            var from = run.NewestCheckpoint;
            await using var program = GanClusterProgram.Start(Command(setup, run, lanes[kills % lanes.Length]));
            // A killed process's half checkpoint disappears when the next one opens the folder, which is before it trains.
            await program.Until("a checkpoint is being written after another", () => run.NewestCheckpoint > from + 25 && run.UnfinishedCheckpoints.Count > 0);
            var end = await program.KillAndEnd();
            Assert.Equal(128 + (int)Signal.Kill, end.ExitCode);
            Assert.False(run.HasResult);
            run.AssertCheckpointsVerify();
            if (run.UnfinishedCheckpoints.Count > 0) whileWriting++;
            kills++;
        }

        setup = promised with { Steps = run.NewestCheckpoint + 20 };
        (await GanClusterProgram.Run([.. Command(setup, run, 2), "--steps", $"{setup.Steps}"])).AssertExit(0);

        Assert.True(whileWriting > 0, $"none of {kills} kills cut a checkpoint off");
        Assert.Empty(run.UnfinishedCheckpoints);
        Assert.Equal(kills + 1, run.EventsNamed("started").Count());
        run.AssertSameAs(await undisturbed.Of(setup));
    }

    [Fact]
    public async Task Resume_KilledBeforeTheFirstCheckpoint_StartsAgain()
    {
        var setup = TrainingSetup.Tiny(300);
        var run = new RunDirectory(_folder.PathOf("run"));
        await using (var program = GanClusterProgram.Start(setup.In(run)))
        {
            await program.Until("step 5", () => run.LastStep >= 5);
            await program.KillAndEnd();
        }

        Assert.Empty(run.CheckpointSteps);
        (await GanClusterProgram.Run("train", "--resume", "--output", run.Path)).AssertExit(0);
        run.AssertSameAs(await undisturbed.Of(setup));
    }

    private static IEnumerable<string> Command(TrainingSetup setup, RunDirectory run, int lanes) => run.HasBegun
        ? ["train", "--resume", "--output", run.Path, "--lanes", $"{lanes}"]
        : setup.In(run, ["--lanes", $"{lanes}", .. TrainingSetup.Set("checkpoints.every=2")]);
}
