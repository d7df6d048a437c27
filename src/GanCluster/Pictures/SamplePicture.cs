using GanCluster.Core.Options;
using GanCluster.Training.Checkpoints;
using GanCluster.Training.Data;

namespace GanCluster.Pictures;

/// <summary>Samples as a picture: a grid of images, or points of the plane over the modes that they should find.</summary>
internal static class SamplePicture
{
    /// <param name="samples">As the generator gives them, <paramref name="count"/> of them.</param>
    public static byte[] Png(float[] samples, int count, CheckpointData data, DataSource source, long step)
    {
        var caption = PictureCaption.Of(data.Description.Split(',')[0], step);
        if (data.SampleShape is [var channels, var height, var width])
            return SampleGrid.Png(samples, count, (int)channels, (int)height, (int)width, caption);
        // One point is enough to have the modes.
        var mixture = source == DataSource.Ring8 ? GaussianMixture.Ring8(1, 0) : GaussianMixture.Grid25(1, 0);
        return ScatterPlot.Png(samples, [.. mixture.Modes.Select(mode => (mode.X, mode.Y))], mixture.Sigma, caption);
    }
}
