using GanCluster.Core.Data;
using GanCluster.Core.Memory;
using GanCluster.Core.Options;
using GanCluster.Training.Data;

namespace GanCluster.Training.Evaluation;

/// <summary>Images by which a generator is judged, in 0 to 1, one after another.</summary>
/// <param name="Training">Images of the data in an order by chance, to stand where generated ones do.</param>
/// <param name="Validation">The last others of the training data, at most 1,000.</param>
/// <param name="Test">The test images that belong to the data, or else the training data's last, at most 10,000 either way.</param>
/// <param name="IsHeldOut">Whether no generator was trained on the test images.</param>
/// <param name="Seen">Of the data the first so many: no test image is among them.</param>
public sealed record ImagesToJudge(float[] Training, float[] Validation, float[] Test, bool IsHeldOut, long Seen)
{
    private const int MostValidation = 1000, MostTest = 10_000, Parts = 10;

    /// <param name="data">What the run was trained on.</param>
    /// <param name="test">The test images that belong to it; null where there are none.</param>
    /// <param name="samples">Training images, as many as there are at most.</param>
    /// <param name="seed">Of their order.</param>
    public static ImagesToJudge Of(ITrainingData data, ITrainingData? test, int samples, long seed)
    {
        // What is left for training images, validation and, where need be, test, in the data's order.
        var left = data.Count;
        float[] Last(int most)
        {
            var count = Math.Min(most, data.Count / Parts);
            left -= count;
            return Pixels(data, Enumerable.Range(0, (int)count).Select(i => left + i));
        }

        var judged = test is null ? Last(MostTest) : Pixels(test, Enumerable.Range(0, (int)Math.Min(MostTest, test.Count)).Select(i => (long)i));
        var seen = left;
        var validation = Last(MostValidation);
        var order = new long[Math.Min(samples, left)];
        new SampleOrder(left, seed).Fill(0, order);
        return new ImagesToJudge(Pixels(data, order), validation, judged, test is not null, seen);
    }

    /// <summary>The test images that lie beside the training images; null where there are none.</summary>
    public static ITrainingData? TestOf(DataOptions options, string installed = TrainingDataSource.InstalledFashion) => options.Source.Known switch
    {
        DataSource.Auto when options.Path.Length == 0 => IdxImages.LoadTest(installed),
        DataSource.Auto or DataSource.Idx => IdxImages.LoadTest(options.Path),
        _ => null,
    };

    /// <summary>From the −1 to 1 of the networks.</summary>
    internal static float[] ToUnit(float[] values)
    {
        for (var i = 0; i < values.Length; i++) values[i] = (values[i] + 1) / 2;
        return values;
    }

    /// <summary>Back to it.</summary>
    internal static float[] ToSigned(float[] values)
    {
        for (var i = 0; i < values.Length; i++) values[i] = 2 * values[i] - 1;
        return values;
    }

    private static float[] Pixels(ITrainingData data, IEnumerable<long> samples)
    {
        var numbers = samples.ToArray();
        var pixels = new float[numbers.Length * FlatLayout.LengthOf(data.SampleShape)];
        data.Fill(numbers, pixels);
        return ToUnit(pixels);
    }
}
