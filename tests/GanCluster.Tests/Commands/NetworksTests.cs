using GanCluster.Tests.Hosting;

namespace GanCluster.Tests.Commands;

public sealed class NetworksTests : IDisposable
{
    private readonly TestHost _host = new();

    public void Dispose() => _host.Dispose();

    [Fact]
    public void Networks_Points_EveryLayerHasItsShapeAndItsParameters()
    {
        Assert.Equal(0, _host.Run("networks", "--preset", "ring8", "--set", "generator.latent=3", "--set", "generator.hidden=5,7", "--set", "discriminator.hidden=4"));
        // Inputs times outputs, and a bias an output.
        Assert.Equal(
            [
                "latent [3]", "hidden1 [5] 20 weight [5, 3], bias [5]", "hidden1.activation [5]", "hidden2 [7] 42 weight [7, 5], bias [7]", "hidden2.activation [7]",
                "output [2] 16 weight [2, 7], bias [2]",
            ],
            Rows("Generator: 78 parameters"));
        Assert.Equal(["2 samples [4]", "hidden1 [4] 20 weight [4, 4], bias [4]", "hidden1.activation [4]", "output [1] 5 weight [1, 4], bias [1]"], Rows("Discriminator: 25 parameters"));
    }

    [Fact]
    public void Networks_Images_BatchStatisticsAreNoParametersAndShapesAreThoseOfTheData()
    {
        Assert.Equal(0, _host.Run("networks", "--preset", "fashion-mlp", "--set", "data.source=embedded", "--set", "generator.hidden=6"));
        var generator = Rows("Generator: 6,106 parameters");
        Assert.Contains("hidden1.norm [6] 12 weight [6], bias [6], running_mean [6], running_var [6]", generator);
        Assert.Equal("output.image [1, 28, 28]", generator[^1]);
    }

    [Fact]
    public void Networks_WrongOptions_AreRefusedAtOnce()
    {
        Assert.Equal(2, _host.Run("networks", "--preset", "rin8", "--set", "generator.hiden=1"));
        Assert.All(["did you mean ring8?", "did you mean generator.hidden?"], part => Assert.Contains(part, _host.Error));
    }

    [Fact]
    public void Networks_OptionOfTheTrainingAlone_IsNone()
    {
        Assert.Equal(2, _host.Run("networks", "--steps", "5"));
        Assert.Contains("'--steps' is no option of gancluster networks", _host.Error);
    }

    /// <summary>The lines of a table after its title and its head, with single spaces.</summary>
    private List<string> Rows(string title) =>
    [
        .. _host.Output.Split('\n').SkipWhile(line => line.TrimEnd() != title).Skip(2).TakeWhile(line => line.StartsWith("  ", StringComparison.Ordinal))
            .Select(line => string.Join(' ', line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))),
    ];
}
