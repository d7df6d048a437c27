using GanCluster.EndToEnd.Tests.Processes;
using GanCluster.EndToEnd.Tests.Runs;

namespace GanCluster.EndToEnd.Tests.Training;

public sealed class InterruptionTests(UndisturbedRuns undisturbed) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("Interrupt")]
    [InlineData("Terminate")]
    public async Task Train_Signal_CheckpointSummaryAnd130ThenResumesToTheSameBytes(string signal)
    {
        var setup = TrainingSetup.Tiny(300);
        var run = new RunDirectory(_folder.PathOf("run"));
        await using (var program = GanClusterProgram.Start(setup.In(run)))
        {
            await program.Until("step 20", () => run.LastStep >= 20);
            program.Send(Enum.Parse<Signal>(signal));
            var end = (await program.End()).AssertExit(130);
            Assert.Contains($"Interrupted after step {run.LastStep} of 300", end.Output);
            Assert.Contains(run.PathOf("checkpoints", $"step-{run.LastStep}"), end.Output);
            Assert.Contains($"gancluster train --resume --output {run.Path}", end.Output);
            Assert.Empty(end.Error);
        }

        Assert.InRange(run.LastStep, 20, 299);
        Assert.Equal([run.LastStep], run.CheckpointSteps);
        Assert.False(run.HasResult);
        Assert.True(File.Exists(run.PathOf("losses.png")));

        (await GanClusterProgram.Run("train", "--resume", "--output", run.Path)).AssertExit(0);
        run.AssertSameAs(await undisturbed.Of(setup));
        Assert.Equal(2, run.EventsNamed("started").Count());
        Assert.Contains("interrupted", Assert.Single(run.EventsNamed("ended"), line => !line.Contains("done")));
    }

    [Fact]
    public async Task Train_StoppedAndContinued_StandsStillAndGoesOnToTheSameBytes()
    {
        var setup = TrainingSetup.Tiny(300);
        var run = new RunDirectory(_folder.PathOf("run"));
        await using var program = GanClusterProgram.Start(setup.In(run));
        await program.Until("step 20", () => run.LastStep >= 20);

        program.Send(Signal.Stop);
        await program.Until("it is stopped", () => Children.IsStopped(program.Id));
        var frozenAt = run.LastStep;
        await Task.Delay(TimeSpan.FromSeconds(3), TestContext.Current.CancellationToken); // the length of the fault, not a wait for something
        Assert.Equal(frozenAt, run.LastStep);
        program.Send(Signal.Continue);

        (await program.End()).AssertExit(0);
        run.AssertSameAs(await undisturbed.Of(setup));
        Assert.True(run.Result.LongestStallSeconds > 2.9, $"{run.Result.LongestStallSeconds} s");
    }
}
