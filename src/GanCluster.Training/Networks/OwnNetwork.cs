using System.Runtime.InteropServices;
using GanCluster.Core;
using GanCluster.Core.Options;
using TorchSharp;
using static TorchSharp.torch;

namespace GanCluster.Training.Networks;

/// <summary>The layers of a program's own network, checked: what goes wrong is said in the network's name.</summary>
internal static class OwnNetwork
{
    private const int Batch = 2;

    /// <param name="key"><c>generator.kind</c> or <c>discriminator.kind</c>.</param>
    /// <exception cref="UnusableInputException">There is no such network in this program, or it doesn't give what is asked for.</exception>
    public static IReadOnlyList<ILayer> Layers(string key, OpenChoice<NetworkKind> kind, NetworkShape shape)
    {
        if (kind.Part is not IOwnNetwork own) throw new UnusableInputException($"{key} is {kind}, which this program doesn't have: use the program that trained it.");
        var layers = own.Layers(shape);
        if (layers.Count == 0) throw Wrong(key, kind, "has no layers; give at least one");
        if (Repeated(layers.Select(layer => layer.Name)) is { } layer) throw Wrong(key, kind, $"has two layers named {layer}; give each a name of its own");
        if (Repeated(layers.SelectMany(one => one.Tensors).Select(tensor => tensor.Name)) is { } tensor) throw Wrong(key, kind, $"has two tensors named {tensor}; begin each tensor's name with that of its layer");
        var output = layers.Aggregate(shape.Input, (input, one) => one.OutputShape(input));
        if (!output.SequenceEqual(shape.Output)) throw Wrong(key, kind, $"ends in shape [{string.Join(", ", output)}], but [{string.Join(", ", shape.Output)}] is needed; change its last layers");
        return layers;
    }

    /// <summary>Runs two samples through a network of a program's own: a layer that computes something else than it says is told of now, not in the middle of training.</summary>
    /// <exception cref="UnusableInputException">It fails, or gives another shape.</exception>
    public static Network Tried(string key, OpenChoice<NetworkKind> kind, Network network)
    {
        if (kind.OwnName is null) return network;
        using var scope = NewDisposeScope();
        using var noGradients = no_grad();
        Tensor[] tensors = [.. network.Specs.Select(spec => ones([.. spec.Shape]))];
        long[] shape;
        try
        {
            shape = network.Forward(zeros([Batch, .. network.InputShape]), tensors, training: false, network.Classes > 0 ? zeros([Batch, network.Classes]) : null).shape;
        }
        catch (ExternalException failure)
        {
            throw Wrong(key, kind, $"can't take two samples of shape [{string.Join(", ", network.InputShape)}] ({failure.Message.Split('\n')[0].TrimEnd('.')}); look at what its layers compute");
        }

        long[] expected = [Batch, .. network.OutputShape];
        if (!shape.SequenceEqual(expected)) throw Wrong(key, kind, $"gives [{string.Join(", ", shape)}] for two samples, and its layers say [{string.Join(", ", expected)}]; look at their OutputShape");
        return network;
    }

    private static UnusableInputException Wrong(string key, OpenChoice<NetworkKind> kind, string what) => new($"{key}: the network {kind} {what}.");

    private static string? Repeated(IEnumerable<string> names) => names.GroupBy(name => name).FirstOrDefault(group => group.Count() > 1)?.Key;
}
