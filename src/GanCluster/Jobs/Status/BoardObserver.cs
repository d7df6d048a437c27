using GanCluster.Core.Phases;
using GanCluster.Core.Status;
using GanCluster.Core.Training;
using GanCluster.Progress;

namespace GanCluster.Jobs.Status;

/// <summary>Puts the figures of each step on the board.</summary>
internal sealed class BoardObserver(StatusBoard board, TimeProvider time) : ITrainingObserver
{
    private readonly Pace _pace = new();

    public void OnStarted(TrainingStart start) => _pace.Start(start);

    public void OnStep(StepReport report)
    {
        _pace.Add(report);
        if (report.Verdict is { } verdict) board.Judge(verdict);
        if (report.Evaluation is { } evaluation) board.Judge(evaluation);
        board.Add(new StepPoint(
            report.Step,
            time.GetUtcNow().ToUnixTimeMilliseconds(),
            (float)report.DiscriminatorLoss,
            (float)report.GeneratorLoss,
            (float)report.Mean(PhaseKind.Discriminator, StatisticNames.RealScore),
            (float)report.Mean(PhaseKind.Discriminator, StatisticNames.FakeScore),
            (float)report.Mean(PhaseKind.Discriminator, StatisticNames.GradientNorm),
            (float)report.Mean(PhaseKind.Generator, StatisticNames.GradientNorm),
            (float)_pace.ImagesPerSecond,
            report.Phases.Count(phase => !phase.Applied)));
    }
}
