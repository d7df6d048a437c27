namespace GanCluster.Training.Features;

/// <summary>How a classifier came to be, and what it is worth.</summary>
/// <param name="Data">What it was trained on: "Fashion-MNIST".</param>
/// <param name="TrainingImages">Of which there were so many.</param>
/// <param name="TestImages">Others that it was tried on; 0 where there were none.</param>
/// <param name="Right">Of them it put into their class.</param>
public sealed record ClassifierScore(string Data, long TrainingImages, long TestImages, long Right)
{
    /// <summary>0 to 1; null where nothing was tried.</summary>
    public double? Accuracy => TestImages > 0 ? (double)Right / TestImages : null;
}
