namespace GanCluster.Training.Networks;

/// <summary>
/// A generator or a discriminator of your own: a list of layers, built-in ones (<see cref="Layers.Dense"/>, <see cref="Layers.SameConvolution"/>, ...) and your own
/// <see cref="ILayer"/>s, of which each says the shapes of its tensors and computes its output from them. Gradients come by autograd.
/// </summary>
/// <remarks>
/// For the same bytes with any number of workers:
/// <list type="bullet">
/// <item>No state but the tensors that a layer names. A layer object is shared by all lanes and called from several threads at once, so it has no fields that change.</item>
/// <item>No chance but <see cref="LayerPass.Dropout"/>, which is keyed. libtorch's global generator, and <c>torch.nn</c> modules, whose constructors draw from it, are out. Initial values follow from each
/// tensor's <see cref="TensorRole"/>.</item>
/// <item>No time, no environment, no dictionary's order: the same shape gives the same layers on every node.</item>
/// <item>No input changed in place that a layer before or beside still needs.</item>
/// <item>Numbers as in <see cref="Native.HeldScalars"/>: <c>x.Times(2)</c>, not <c>2 * x</c>, whose temporary TorchSharp may free too early.</item>
/// </list>
/// Every node has to run the same program. Names, roles and shapes of the tensors are part of the run's id; nodes that compute something else are refused when they register.
/// </remarks>
public interface IOwnNetwork
{
    /// <summary>The layers from input to output, at least one; names of layers differ, and so do names of tensors.</summary>
    IReadOnlyList<ILayer> Layers(NetworkShape shape);
}
