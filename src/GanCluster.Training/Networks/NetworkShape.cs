using GanCluster.Core.Options;
using GanCluster.Training.Networks.Layers;

namespace GanCluster.Training.Networks;

/// <summary>What a network of your own is built for. Shapes are those of one sample, without the batch.</summary>
/// <param name="Input">
/// Of a generator <c>[latent]</c>, or <c>[latent + classes]</c> where it is told of classes: the class stands behind the latent, one-hot. Of a discriminator a sample's shape,
/// with <c>loss.packing</c> times the channels.
/// </param>
/// <param name="Output">Of a generator a sample's shape; of a discriminator <c>[1]</c>, a logit: no sigmoid at its end.</param>
/// <param name="Classes">Classes that it is told of; 0 for none. <see cref="LayerPass.Classes"/> has those of a batch.</param>
/// <param name="Options">The network's section of the configuration, to read from it what you like: <c>Hidden</c>, <c>Channels</c>, <c>Activation</c>.</param>
public sealed record NetworkShape(IReadOnlyList<long> Input, IReadOnlyList<long> Output, int Classes, NetworkOptions Options)
{
    /// <summary>A discriminator's last layer, features <c>[batch, features]</c> to logits <c>[batch, 1]</c>: dense, and with classes a projection.</summary>
    public ILayer Judgement(long features) => NetworkBuilder.Judgement(features, Classes);
}
