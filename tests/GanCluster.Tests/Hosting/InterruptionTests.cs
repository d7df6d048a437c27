using GanCluster.Hosting;

namespace GanCluster.Tests.Hosting;

public sealed class InterruptionTests : IDisposable
{
    private readonly TestHost _host = new();

    public void Dispose() => _host.Dispose();

    [Fact]
    public void Receive_Once_AsksAndTwice_Exits()
    {
        var exits = new List<int>();
        using var interruption = new Interruption(_host.Terminal, exits.Add);
        Assert.False(interruption.Requested.IsCancellationRequested);

        interruption.Receive();
        Assert.True(interruption.Requested.IsCancellationRequested);
        Assert.Empty(exits);
        Assert.Contains("checkpoint", _host.Output);

        interruption.Receive();
        Assert.Equal([130], exits);
    }
}
