using System.Globalization;
using GanCluster.Core;
using GanCluster.Core.Memory;
using GanCluster.Core.Options;
using GanCluster.Hosting;
using GanCluster.Training;
using GanCluster.Training.Data;
using GanCluster.Training.Networks;

namespace GanCluster.Jobs;

/// <summary>The networks of a configuration as a table: what each layer makes of a sample's shape, and what it learns.</summary>
internal static class NetworksJob
{
    /// <exception cref="UnusableInputException">The data isn't there, or the networks don't fit it.</exception>
    public static void Run(RunOptions options, Terminal terminal)
    {
        var data = TrainingDataSource.Open(options.Data, options.Training.Seed);
        var (generator, discriminator) = DataFit.Networks(options, data);
        terminal.WriteLine($"Data: {data.Description}, samples of shape {Shape(data.SampleShape)}");
        Write(terminal, generator, "latent");
        Write(terminal, discriminator, options.Loss.Packing == 1 ? "sample" : $"{options.Loss.Packing} samples");
    }

    private static void Write(Terminal terminal, Network network, string input)
    {
        terminal.WriteLine("");
        var parameters = network.Specs.Take(network.ParameterCount).Sum(Values);
        terminal.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{char.ToUpperInvariant(network.Name[0])}{network.Name[1..]}: {parameters:N0} parameters"));
        Row("layer", "output", "parameters", "tensors");
        Row(input, Shape(network.InputShape), "", "");
        var shape = network.InputShape;
        foreach (var layer in network.Layers)
        {
            shape = layer.OutputShape(shape);
            var learned = layer.Tensors.Where(tensor => !tensor.IsBuffer).Sum(Values);
            Row(layer.Name, Shape(shape), learned == 0 ? "" : learned.ToString("N0", CultureInfo.InvariantCulture), string.Join(", ", layer.Tensors.Select(tensor => $"{NameIn(layer, tensor)} {Shape(tensor.Shape)}")));
        }

        void Row(string name, string output, string learned, string tensors) => terminal.WriteLine($"  {name,-26}{output,-16}{learned,12}  {tensors}".TrimEnd());
    }

    // The layer's name stands at the line's start already.
    private static string NameIn(ILayer layer, TensorSpec tensor) =>
        tensor.Name.StartsWith($"{layer.Name}.", StringComparison.Ordinal) ? tensor.Name[(layer.Name.Length + 1)..] : tensor.Name;

    private static long Values(TensorSpec tensor) => FlatLayout.LengthOf(tensor.Shape);

    private static string Shape(IReadOnlyList<long> shape) => $"[{string.Join(", ", shape)}]";
}
