using GanCluster.Core.Options;
using GanCluster.Training.Networks;
using GanCluster.Training.Tests.Engine;
using TorchSharp;
using static TorchSharp.torch;

namespace GanCluster.Training.Tests.Networks;

public class KeyedInitializationTests
{
    private static readonly RunOptions Options = TinyOptions.Of(NetworkKind.Dcgan, Normalization.Batch);

    // Of a 400 → 300 layer: fan-in 400, fan-out 300.
    [Theory]
    [InlineData(Initialization.Uniform, 0.05 / 1.7320508, 0.05)]
    [InlineData(Initialization.Dcgan, 0.02, 1)]
    [InlineData(Initialization.He, 0.070710678, 1)]
    [InlineData(Initialization.Glorot, 0.09258201 / 1.7320508, 0.09258201)]
    [InlineData(Initialization.Range, 0.005 / 1.7320508, 0.005)]
    public void Fill_EachScheme_HasItsSpread(Initialization scheme, double deviation, double bound)
    {
        var network = NetworkBuilder.Discriminator(new NetworkOptions { Kind = NetworkKind.Mlp, Hidden = [300] }, [400]);
        var values = Filled(network, scheme, seed: 1);
        var weights = values["hidden1.weight"];
        Assert.Equal(0, weights.Average(), deviation / 50);
        Assert.Equal(deviation, Math.Sqrt(weights.Average(value => (double)value * value)), deviation / 50);
        Assert.All(weights, value => Assert.InRange(value, -bound, bound));
        if (scheme != Initialization.Uniform) Assert.All(values["hidden1.bias"], value => Assert.Equal(0, value));
        else Assert.Equal(0.05 / 1.7320508, Math.Sqrt(values["hidden1.bias"].Average(value => (double)value * value)), 0.005);
    }

    // PyTorch counts a convolution's fan-in by its weight's second dimension, also where the convolution is transposed.
    [Theory]
    [InlineData("up1.weight", 4 * 16)]
    [InlineData("up2.weight", 1 * 16)]
    public void Fill_TransposedConvolution_HasPyTorchsFan(string name, int fanIn)
    {
        var values = Filled(NetworkBuilder.Generator(Options.Generator, [1, 16, 16]), Initialization.Uniform, seed: 1)[name];
        Assert.All(values, value => Assert.InRange(Math.Abs(value), 0, 1 / Math.Sqrt(fanIn)));
        Assert.True(values.Max() > 0.9 / Math.Sqrt(fanIn));
    }

    [Fact]
    public void Fill_NormalizationAndStatistics_StartAtOneAndZero()
    {
        var values = Filled(NetworkBuilder.Generator(Options.Generator, [1, 16, 16]), Initialization.Uniform, seed: 1);
        foreach (var (name, all) in values.Where(pair => pair.Key.Contains(".norm.")))
            Assert.All(all, value => Assert.Equal(name.EndsWith("weight", StringComparison.Ordinal) || name.EndsWith("running_var", StringComparison.Ordinal) ? 1 : 0, value));
    }

    [Fact]
    public void Fill_OtherSeedNetworkOrPlace_Differs()
    {
        var network = NetworkBuilder.Discriminator(new NetworkOptions { Kind = NetworkKind.Mlp, Hidden = [6, 6, 6] }, [6]);
        var first = Filled(network, Initialization.Uniform, seed: 1);
        Assert.Equal(first["hidden1.weight"], Filled(network, Initialization.Uniform, seed: 1)["hidden1.weight"]);
        Assert.NotEqual(first["hidden1.weight"], Filled(network, Initialization.Uniform, seed: 2)["hidden1.weight"]);
        Assert.NotEqual(first["hidden1.weight"], Filled(network, Initialization.Uniform, seed: 1, networkKey: 1)["hidden1.weight"]);
        Assert.NotEqual(first["hidden2.weight"], first["hidden3.weight"]);
    }

    [Fact]
    public void Fill_OneTensorsShapeChanged_LeavesTheOthers()
    {
        var first = Filled(NetworkBuilder.Discriminator(new NetworkOptions { Kind = NetworkKind.Mlp, Hidden = [20, 30, 40] }, [6]), Initialization.Dcgan, 1);
        var other = Filled(NetworkBuilder.Discriminator(new NetworkOptions { Kind = NetworkKind.Mlp, Hidden = [25, 30, 40] }, [6]), Initialization.Dcgan, 1);
        Assert.NotEqual(first["hidden1.weight"].Length, other["hidden1.weight"].Length);
        Assert.Equal(first["hidden3.weight"], other["hidden3.weight"]);
        Assert.Equal(first["output.weight"], other["output.weight"]);
    }

    private static Dictionary<string, float[]> Filled(Network network, Initialization scheme, long seed, int networkKey = 0)
    {
        using var scope = NewDisposeScope();
        var flat = full([network.Layout.Length], 7f);
        KeyedInitialization.Fill(network, flat, new NetworkOptions { Initialization = scheme, InitialRange = 0.005 }, seed, networkKey);
        var values = flat.data<float>().ToArray();
        return network.Layout.Entries.ToDictionary(entry => entry.Name, entry => values[(int)entry.Offset..(int)(entry.Offset + entry.Length)]);
    }
}
