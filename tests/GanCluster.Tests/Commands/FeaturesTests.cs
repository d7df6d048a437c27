using GanCluster.Tests.Hosting;

namespace GanCluster.Tests.Commands;

public sealed class FeaturesTests : IDisposable
{
    private readonly TestHost _host = new();

    public void Dispose() => _host.Dispose();

    [Fact]
    public void Run_WrongArguments_AllAreListed()
    {
        Assert.Equal(2, _host.Run("features", "--epochs", "0", "--set", "data.sise=3", "--output", "none/own.pt"));
        Assert.All(["--epochs", "data.sise", "--output: none/own.pt doesn't end in .safetensors"], part => Assert.Contains(part, _host.Error));
    }

    [Fact]
    public void Run_DataWithoutClasses_IsRefusedWithTheRemedy()
    {
        Assert.Equal(2, _host.Run("features", "--preset", "ring8", "--output", "own.safetensors"));
        Assert.Contains("28, 32, 64 or 128 pixels", _host.Error);
    }
}
