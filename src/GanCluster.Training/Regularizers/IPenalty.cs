using GanCluster.Core.Phases;
using static TorchSharp.torch;

namespace GanCluster.Training.Regularizers;

/// <summary>A summand of the discriminator's loss that holds its gradient with respect to samples.</summary>
public interface IPenalty
{
    /// <summary>The name under which it is reported.</summary>
    string Statistic { get; }

    /// <summary>Whether the gradient is taken at the real samples that the phase judges.</summary>
    bool AtReal { get; }

    /// <summary>Whether it is taken at the generated ones.</summary>
    bool AtFake { get; }

    bool IsDue(PhaseRole role);

    /// <returns>A scalar, weighted, still to be multiplied by the schedule's factor.</returns>
    Tensor Of(in DiscriminatorPass pass);
}
