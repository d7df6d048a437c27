using GanCluster.Core.Data;
using GanCluster.Core.Options;
using GanCluster.Training.Checkpoints;
using GanCluster.Training.Data;

namespace GanCluster.Pictures;

/// <summary>Samples as a picture: a grid of images, or points of the plane over the modes that they should find.</summary>
internal static class SamplePicture
{
    /// <param name="samples">As the generator gives them, <paramref name="count"/> of them.</param>
    /// <param name="columns">Images of a row; 0 where rows have no meaning.</param>
    /// <param name="rows">What the rows show, from the top.</param>
    /// <param name="cloud">Among which points should lie, where no modes are known; null: none is at hand.</param>
    public static byte[] Png(float[] samples, int count, CheckpointData data, OpenChoice<DataSource> source, long step, int columns = 0, IReadOnlyList<string>? rows = null, PointCloud? cloud = null)
    {
        var caption = PictureCaption.Of(TitleOf(data.Description), step);
        if (rows is { Count: > 0 }) caption += $" · {string.Join(", ", rows)}";
        return Png(samples, count, data.SampleShape, source, caption, columns, cloud);
    }

    /// <summary>Samples of the data itself.</summary>
    public static byte[] Png(float[] samples, int count, ITrainingData data, OpenChoice<DataSource> source) =>
        Png(samples, count, data.SampleShape, source, PictureCaption.OfData(TitleOf(data.Description)), columns: 0, PointCloud.Of(data));

    private static string TitleOf(string description) => description.Split(',')[0];

    private static byte[] Png(float[] samples, int count, IReadOnlyList<long> sampleShape, OpenChoice<DataSource> source, string caption, int columns, PointCloud? cloud)
    {
        if (sampleShape is [var channels, var height, var width])
            return SampleGrid.Png(samples, count, (int)channels, (int)height, (int)width, caption, columns);
        // One point is enough to have the modes.
        var data = new DataOptions { Source = source, Points = 1 };
        if (!data.IsPoints) return ScatterPlot.Png(PointCloud.FirstTwo(samples, (int)sampleShape[0]), cloud, caption);
        var mixture = (GaussianMixture)TrainingDataSource.Open(data, seed: 0);
        return ScatterPlot.Png(samples, [.. mixture.Modes.Select(mode => (mode.X, mode.Y))], mixture.Sigma, caption);
    }
}
