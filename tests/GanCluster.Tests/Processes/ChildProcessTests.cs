using System.Collections.Concurrent;
using GanCluster.Processes;

namespace GanCluster.Tests.Processes;

public sealed class ChildProcessTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("gancluster-test-").FullName;
    private readonly ConcurrentQueue<string> _output = new(), _error = new();

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Start_ShortCommand_PassesItsLinesAndItsExitCode()
    {
        using var version = Start("--version");
        Assert.Equal(0, await version.Ended);
        Assert.StartsWith("gancluster ", Assert.Single(_output));

        using var mistake = Start("trian");
        Assert.Equal(2, await mistake.Ended);
        Assert.Contains("did you mean train?", Assert.Single(_error));
        Assert.False(mistake.Say("nobody listens"));
    }

    [Fact]
    public async Task Terminate_ARunningChild_EndsItInOrder()
    {
        using var child = StartEndless();
        await Begun(child);
        child.Terminate();
        Assert.Equal(130, await child.Ended);
    }

    [Fact]
    public async Task Dispose_ARunningChild_KillsIt()
    {
        var child = StartEndless();
        await Begun(child);
        child.Dispose();
        Assert.Equal(128 + 9, await child.Ended);
        Assert.False(Directory.Exists($"/proc/{child.Id}"));
    }

    private ChildProcess StartEndless() =>
        Start("train", "--preset", "ring8", "--steps", "1000000000", "--lanes", "1", "--output", Path.Combine(_folder, "run"));

    private ChildProcess Start(params string[] arguments) => ChildProcess.Start("gancluster", arguments, _output.Enqueue, _error.Enqueue);

    private async Task Begun(ChildProcess child)
    {
        var metrics = new FileInfo(Path.Combine(_folder, "run", "metrics.jsonl"));
        while (metrics is not { Exists: true, Length: > 0 })
        {
            Assert.False(child.Ended.IsCompleted, string.Join('\n', _error));
            await Task.Delay(5, TestContext.Current.CancellationToken);
            metrics.Refresh();
        }
    }
}
