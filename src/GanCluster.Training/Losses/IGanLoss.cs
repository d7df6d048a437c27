using static TorchSharp.torch;

namespace GanCluster.Training.Losses;

/// <summary>What the two networks minimize, over the logits <c>[batch, 1]</c> of one shard: a mean over the shard's samples.</summary>
public interface IGanLoss
{
    /// <summary>Whether the generator's loss compares its samples with real ones, which its phase then needs.</summary>
    bool Pairs => false;

    Tensor Discriminator(Tensor realLogits, Tensor fakeLogits);

    /// <param name="realLogits">Null unless <see cref="Pairs"/>.</param>
    Tensor Generator(Tensor fakeLogits, Tensor? realLogits);
}
