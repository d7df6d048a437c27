using static TorchSharp.torch;

namespace GanCluster.Training.Losses;

/// <summary>What the two networks minimize, over the logits <c>[batch, 1]</c> of one shard: a mean over the shard's samples.</summary>
public interface IGanLoss
{
    Tensor Discriminator(Tensor realLogits, Tensor fakeLogits);

    Tensor Generator(Tensor fakeLogits);
}
