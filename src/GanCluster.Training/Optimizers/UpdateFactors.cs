namespace GanCluster.Training.Optimizers;

/// <summary>What schedules make of an optimizer's options at one update.</summary>
/// <param name="Rate">What the learning rate is multiplied by.</param>
/// <param name="Momentum">What the momentum is multiplied by.</param>
public readonly record struct UpdateFactors(double Rate, double Momentum = 1);
