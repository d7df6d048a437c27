using GanCluster.Core.Data;
using GanCluster.Core.Memory;
using GanCluster.Core.Options;
using TorchSharp;
using static TorchSharp.torch;

namespace GanCluster.Training.Networks;

/// <summary>
/// Initial values, each tensor from a stream of its own that is keyed by (seed, network, place): neither the order nor the number of draws
/// elsewhere moves them.
/// </summary>
public static class KeyedInitialization
{
    /// <param name="flat">The network's flat buffer, written whole.</param>
    /// <param name="networkKey">0 for the generator, 1 for the discriminator.</param>
    public static void Fill(Network network, Tensor flat, NetworkOptions options, long seed, int networkKey)
    {
        using var scope = NewDisposeScope();
        using var noGradients = no_grad();
        flat.zero_();
        for (var place = 0; place < network.Specs.Count; place++)
        {
            var (spec, entry) = (network.Specs[place], network.Layout.Entries[place]);
            var values = flat.narrow(0, entry.Offset, entry.Length);
            var purpose = spec.IsDerived ? StreamPurpose.SpectralNorm : StreamPurpose.Initialization;
            using var stream = new Generator(KeyedStream.Seed(seed, purpose, networkKey, place), CPU);
            switch (spec.Role)
            {
                case TensorRole.Weight: Weight(values, spec, options, stream); break;
                case TensorRole.Bias when options.Initialization == Initialization.Uniform: Uniform(values, 1 / Math.Sqrt(spec.FanIn), stream); break;
                case TensorRole.LeftVector: values.normal_(0, 1, stream); break;
                case TensorRole.Scale or TensorRole.RunningVariance: values.copy_(ones_like(values)); break;
            }
        }
    }

    private static void Weight(Tensor values, TensorSpec spec, NetworkOptions options, Generator stream)
    {
        switch (options.Initialization)
        {
            case Initialization.Uniform: Uniform(values, 1 / Math.Sqrt(spec.FanIn), stream); break;
            case Initialization.Dcgan: values.normal_(0, 0.02, stream); break;
            case Initialization.He: values.normal_(0, Math.Sqrt(2.0 / spec.FanIn), stream); break;
            case Initialization.Glorot: Uniform(values, Math.Sqrt(6.0 / (spec.FanIn + spec.FanOut)), stream); break;
            case Initialization.Range: Uniform(values, options.InitialRange, stream); break;
            default: throw new ArgumentOutOfRangeException(nameof(options), options.Initialization, null);
        }
    }

    private static void Uniform(Tensor values, double bound, Generator stream) => values.uniform_(-bound, bound, stream);
}
