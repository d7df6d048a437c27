using GanCluster.Core.Options;

namespace GanCluster.Training.Losses;

/// <summary>The loss that the options name.</summary>
public static class GanLoss
{
    public static IGanLoss From(LossOptions options) => options.Kind switch
    {
        LossKind.Minimax => new MinimaxLoss(options.LabelSmoothing),
        LossKind.NonSaturating => new NonSaturatingLoss(options.LabelSmoothing),
        LossKind.LeastSquares => new LeastSquaresLoss(options.LabelSmoothing),
        LossKind.Hinge => new HingeLoss(),
        LossKind.Wasserstein => new WassersteinLoss(),
        LossKind.Relativistic => new RelativisticLoss(),
        _ => throw new ArgumentOutOfRangeException(nameof(options)),
    };
}
