using GanCluster.Tests.Hosting;

namespace GanCluster.Tests.Commands;

public sealed class NodeTests : IDisposable
{
    private readonly TestHost _host = new();

    public void Dispose() => _host.Dispose();

    [Fact]
    public void Node_WrongInput_EveryMistakeIsListedAtOnce()
    {
        Assert.Equal(2, _host.Run(
            "node", "--roles", "worker,boss", "--seeds", "nowhere", "--port", "70000", "--data-port", "x", "--listen", "0.0.0.0", "--start-with", "0",
            "--tls-cert", "cert.pem", "--set", "training.shard=4", "--steps", "0"));
        Assert.All(
            ["9 mistakes", "'boss' is no role", "'nowhere' is not HOST:PORT", "'70000'", "'x'", "--host: is missing", "--start-with", "TLS needs all of", "training.shards", "--steps"],
            part => Assert.Contains(part, _host.Error));
        Assert.Empty(Directory.GetFileSystemEntries(_host.Folder));
    }

    [Fact]
    public void Node_WorkerAlone_NeedsSeedsAndSaysNothingOfTheRun()
    {
        Assert.Equal(2, _host.Run("node", "--roles", "worker", "--preset", "ring8", "--seed", "3", "--start-with", "2"));
        Assert.All(["4 mistakes", "--seeds: is missing", "--preset: is for a coordinator", "--seed: is for a coordinator", "--start-with: is for a coordinator"], part => Assert.Contains(part, _host.Error));
    }

    [Fact]
    public void Node_OpenWithoutTls_IsRefusedAndTheRemedyNamed()
    {
        Assert.Equal(2, _host.Run("node", "--listen", "0.0.0.0", "--host", "node-0"));
        Assert.All(["no TLS", "gancluster certs", "--insecure"], part => Assert.Contains(part, _host.Error));
    }

    [Fact]
    public void Node_WorkerNumber_IsForTrainAlone()
    {
        Assert.Equal(2, _host.Run("node", "--roles", "worker", "--seeds", "127.0.0.1:1", "--worker", "1"));
        Assert.Contains("train --workers", _host.Error);
    }

    [Fact]
    public void TrainWorkers_NoNumber_IsListedWithTheOtherMistakes()
    {
        Assert.Equal(2, _host.Run("train", "--workers", "many", "--steps", "0"));
        Assert.All(["2 mistakes", "--workers: 'many'", "--steps"], part => Assert.Contains(part, _host.Error));
    }
}
