using GanCluster.Core.Memory;

namespace GanCluster.Training.Networks;

/// <summary>Where a weight and its singular vectors lie. As a matrix the weight has one row for each value of the left vector.</summary>
public sealed record SpectralWeight(FlatEntry Weight, FlatEntry Left, FlatEntry Right);
