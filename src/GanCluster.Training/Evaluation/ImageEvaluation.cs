using GanCluster.Core.Memory;
using GanCluster.Core.Options;
using GanCluster.Training.Networks;
using GanCluster.Training.Replica;

namespace GanCluster.Training.Evaluation;

/// <summary>A generator's images, and between what their figures lie.</summary>
/// <param name="Generated">The generator's own.</param>
/// <param name="Floor">Training images in their place: a generator that had learned the data by heart.</param>
/// <param name="Ceiling">The generator of this run before any training.</param>
public sealed record ImageEvaluation(ImageQuality Generated, ImageQuality Floor, ImageQuality Ceiling)
{
    /// <summary>As many as Goodfellow et al. 2014 draw.</summary>
    public const int ProtocolSamples = 10_000;

    /// <param name="values">The generator's, as its layout has them.</param>
    public static ImageEvaluation Of(ImageEvaluator evaluator, Network generator, AlignedBuffer values, RunOptions options, ImagesToJudge images, int samples)
    {
        var generated = evaluator.Draw(values, samples);
        using var initial = NetworkReplica.InitialGenerator(generator, options);
        var before = evaluator.Draw(initial, samples);

        // The window on a thread of its own, since it takes as long as all else; every figure is one thread's, and the same on any number of cores.
        var windows = Task.Factory.StartNew(
            () => (Window([.. generated]), Window([.. before]), Parzen(images.Training)), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        var (own, ceiling, floor) = (evaluator.Judge(generated), evaluator.Judge(before), evaluator.Judge(ImagesToJudge.ToSigned([.. images.Training])));
        var (ownWindow, ceilingWindow, floorWindow) = windows.GetAwaiter().GetResult();
        return new ImageEvaluation(own with { Parzen = ownWindow }, floor with { Parzen = floorWindow }, ceiling with { Parzen = ceilingWindow });

        ParzenQuality Window(float[] signed) => Parzen(ImagesToJudge.ToUnit(signed));

        ParzenQuality Parzen(float[] centres) => ParzenQuality.Of(centres, images.Validation, images.Test, (int)FlatLayout.LengthOf(generator.OutputShape));
    }
}
