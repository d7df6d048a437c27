using GanCluster.Core;
using GanCluster.Core.Options;
using GanCluster.Runs;
using GanCluster.Tests.Hosting;

namespace GanCluster.Tests.Runs;

public sealed class RunFolderTests : IDisposable
{
    private readonly TestHost _host = new();

    public void Dispose() => _host.Dispose();

    [Fact]
    public void Start_InUseByAnother_IsRefused()
    {
        using var held = RunFolder.Start(_host.PathOf("run"));
        Assert.Contains("is in use", Assert.Throws<UnusableInputException>(() => RunFolder.Start(_host.PathOf("run"))).Message);
    }

    [Fact]
    public void Start_HoldsARun_IsRefusedAndResumeIsNot()
    {
        using (var first = RunFolder.Start(_host.PathOf("run"))) first.BeginRun(new RunOptions());
        Assert.Contains("--resume", Assert.Throws<UnusableInputException>(() => RunFolder.Start(_host.PathOf("run"))).Message);
        RunFolder.Resume(_host.PathOf("run")).Dispose();
    }

    [Fact]
    public void Start_AFileLiesThere_IsRefused()
    {
        File.WriteAllText(_host.PathOf("run"), "");
        Assert.Contains("--output", Assert.Throws<UnusableInputException>(() => RunFolder.Start(_host.PathOf("run"))).Message);
    }

    [Fact]
    public void BeginRun_AfterAResult_TakesTheResultAway()
    {
        using var folder = RunFolder.Start(_host.PathOf("run"));
        folder.WriteResult(TestHost.EndAt(3).Result);
        Assert.Equal(3, RunResult.FromJson(File.ReadAllText(folder.Result)).Steps);
        folder.BeginRun(new RunOptions());
        Assert.False(File.Exists(folder.Result));
    }

    [Fact]
    public void For_NameTaken_CountsOn()
    {
        var name = RunFolderName.For("fashion", _host.Time, _ => false);
        Assert.Equal(Path.Combine("runs", "fashion-20260314-150926"), name);
        Assert.Equal(name + "-2", RunFolderName.For("fashion", _host.Time, taken => taken == name));
    }
}
