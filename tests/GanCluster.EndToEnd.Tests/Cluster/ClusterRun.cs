using System.Text.Json;
using GanCluster.EndToEnd.Tests.Processes;
using GanCluster.EndToEnd.Tests.Runs;

namespace GanCluster.EndToEnd.Tests.Cluster;

/// <summary><c>train --workers N</c> while it goes on: its processes, its phases, and what is left at the end.</summary>
internal sealed class ClusterRun : IAsyncDisposable
{
    private readonly RunningProgram _program;

    private ClusterRun(RunDirectory folder, RunningProgram program) => (Folder, _program) = (folder, program);

    public RunDirectory Folder { get; }

    /// <summary>Steps on which 8 shards are computed: 0.8 MB of replica, as in the tests of one process.</summary>
    public static TrainingSetup Setup(long steps = 300) => TrainingSetup.Tiny(steps);

    public static ClusterRun Start(TrainingSetup setup, string path, int workers, string averaging, params IEnumerable<string> settings)
    {
        var folder = new RunDirectory(path);
        return new ClusterRun(folder, GanClusterProgram.Start(setup.In(folder, ["--workers", $"{workers}", .. TrainingSetup.Set([$"cluster.averaging={averaging}", .. settings])])));
    }

    public static ClusterRun Resume(string path, int workers) =>
        new(new RunDirectory(path), GanClusterProgram.Start("train", "--resume", "--output", path, "--workers", $"{workers}"));

    /// <summary>Process ids by worker, from 1, of the newest start.</summary>
    public IReadOnlyDictionary<int, int> Workers
    {
        get
        {
            var workers = new Dictionary<int, int>();
            foreach (var started in Folder.EventsNamed("workerStarted").Select(line => JsonDocument.Parse(line).RootElement))
                workers[started.GetProperty("worker").GetInt32()] = started.GetProperty("process").GetInt32();
            return workers;
        }
    }

    public int Coordinator => _program.Id;

    /// <summary>Worker's number by the name that plans know it by.</summary>
    public IReadOnlyDictionary<string, int> Names =>
        (from line in Folder.EventsNamed("workerAdmitted").Select(line => JsonDocument.Parse(line).RootElement)
         let process = line.GetProperty("process").GetInt32()
         select (Name: line.GetProperty("worker").GetString()!, Number: Workers.First(worker => worker.Value == process).Key)).ToDictionary(pair => pair.Name, pair => pair.Number);

    public IReadOnlyList<PlanEvent> Plans => Folder.Plans;

    public Task Until(string what, Func<bool> condition) => _program.Until(what, condition);

    /// <summary>Waits until the run has completed so many steps, as its coordinator has noted.</summary>
    public Task UntilStep(long step) => Until($"step {step}", () => Folder.LastStep >= step);

    public Task<ProgramEnd> End() => _program.End();

    public Task<ProgramEnd> KillAndEnd() => _program.KillAndEnd();

    public void Send(Signal signal) => _program.Send(signal);

    /// <summary>A worker's own folder: when it committed which step.</summary>
    public RunDirectory FolderOf(int worker) => new(Folder.PathOf("workers", $"{worker}"));

    /// <summary>It ended well, with the bytes of a run in one process, every step once, and nothing lost.</summary>
    public async Task<ProgramEnd> EndsAs(UndisturbedRuns runs, TrainingSetup setup)
    {
        var end = (await End()).AssertExit(0);
        // Only now: beside it, it would be slower, and so would be what is timed.
        var undisturbed = await runs.Of(setup);
        Folder.AssertSameAs(undisturbed);
        Assert.True(Folder.Result.PhasesLost == 0, $"{Folder.Result.PhasesLost} phases lost:\n{string.Join('\n', Folder.Events)}");
        Assert.Equal([undisturbed.Result.Steps], Folder.CheckpointSteps.TakeLast(1));
        Folder.AssertCheckpointsVerify();
        await Children.Ended(Workers.Values);
        return end;
    }

    public ValueTask DisposeAsync() => _program.DisposeAsync();
}
