using System.Text.Json;
using GanCluster.EndToEnd.Tests.Processes;
using GanCluster.EndToEnd.Tests.Runs;

namespace GanCluster.EndToEnd.Tests.Web;

/// <summary><c>train --workers 2 --web</c> that goes on until it is ended, on the same port after a restart.</summary>
internal sealed class WatchedRun : IAsyncDisposable
{
    private const long Endless = 1_000_000;

    private readonly int _port = FreePort.Next();
    private readonly RunDirectory _folder;
    private RunningProgram _program;

    public WatchedRun(string path, params IEnumerable<string> settings)
    {
        _folder = new RunDirectory(path);
        _program = GanClusterProgram.Start(TrainingSetup.Slow(Endless).In(_folder, ["--workers", "2", "--web", Address, .. TrainingSetup.Set(["samples.every=50", .. settings])]));
    }

    public Uri Page => new($"http://{Address}/");

    /// <summary>Process id of a worker, of the newest start.</summary>
    public int Worker => JsonDocument.Parse(_folder.EventsNamed("workerStarted").Last()).RootElement.GetProperty("process").GetInt32();

    private string Address => $"127.0.0.1:{_port}";

    public Task UntilStep(long step) => _program.Until($"step {step}", () => _folder.LastStep >= step);

    public async Task Stop()
    {
        _program.Send(Signal.Terminate);
        (await _program.End()).AssertExit(130);
        await _program.DisposeAsync();
    }

    public void Resume() => _program = GanClusterProgram.Start("train", "--resume", "--output", _folder.Path, "--workers", "2", "--web", Address);

    public ValueTask DisposeAsync() => _program.DisposeAsync();
}
