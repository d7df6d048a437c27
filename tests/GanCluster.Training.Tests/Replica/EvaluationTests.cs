using GanCluster.Core;
using GanCluster.Core.Data;
using GanCluster.Core.Decisions;
using GanCluster.Core.Options;
using GanCluster.Core.Training;
using GanCluster.Training.Data;
using GanCluster.Training.Engine;
using GanCluster.Training.Tests.Engine;

namespace GanCluster.Training.Tests.Replica;

/// <summary>Evaluations as part of the replica: the same figures at the same steps whoever computes, and after a restart.</summary>
public class EvaluationTests
{
    private static readonly RunOptions Options = TinyOptions.Of() with { Evaluation = new EvaluationOptions { Every = 4, Samples = 100 } };

    [Fact]
    public void Verdicts_AnyLanes_AreTheSameAndComeAStepBeforeTheNextEvaluation()
    {
        var one = Run(Options, steps: 17, lanes: 1);
        Assert.Equal([(4, 8L), (8, 12), (12, 16)], one.Select(at => ((int)at.Verdict.Step, at.Step)));
        Assert.All(one, at => Assert.True(at.Verdict.Value > 0 && at.Verdict.Figure == "sliced Wasserstein"));
        Assert.All(one, at => Assert.Equal(one.Take(one.IndexOf(at) + 1).Min(before => before.Verdict.Value), at.Verdict.Best));
        Assert.Equal(one, Run(Options, steps: 17, lanes: 3));
    }

    [Fact]
    public void Training_WithEvaluations_HasTheSameDigest()
    {
        using var with = new TestRun(Options);
        using var without = new TestRun(Options with { Evaluation = new EvaluationOptions() });
        Go(with, 10);
        without.Run(20);
        Assert.Equal((without.Trainer.Digest(), without.Trainer.Lineage), (with.Trainer.Digest(), with.Trainer.Lineage));
        Assert.Null(without.Trainer.Decisions);
    }

    // Before the first evaluation, with one that is open, and right where it is due.
    [Theory]
    [InlineData(3), InlineData(5), InlineData(7), InlineData(8), InlineData(10)]
    public void Restore_Anywhere_SameVerdictsAsWithoutARestart(int before)
    {
        using var undisturbed = new TestRun(Options);
        Go(undisturbed, before);
        using var snapshot = undisturbed.Trainer.Snapshot();
        var expected = Go(undisturbed, 17 - before);
        Assert.NotEmpty(expected);

        using var resumed = new TestRun(Options, lanes: 2);
        resumed.Trainer.Restore(snapshot);
        Assert.Equal(expected, Go(resumed, 17 - before));
        Assert.Equal(undisturbed.Trainer.LastEvaluation, resumed.Trainer.LastEvaluation);
        Assert.Equal(undisturbed.Trainer.WantedSteps, resumed.Trainer.WantedSteps);
    }

    [Fact]
    public void Restore_OfARunThatEvaluatedNothing_WaitsForNothingAndGoesOnWithTheNext()
    {
        using var before = new TestRun(Options with { Evaluation = new EvaluationOptions() });
        before.Run(2 * 5);
        using var snapshot = before.Trainer.Snapshot();
        using var resumed = new TestRun(Options);
        resumed.Trainer.Restore(snapshot);
        Assert.Equal([(8L, 12L)], Go(resumed, 9).Select(at => (at.Verdict.Step, at.Step)));
    }

    [Fact]
    public void EndsRun_WithoutABetterFigure_AtTheStepThatBringsTheLastAndStillAfterARestore()
    {
        var options = Options with { Evaluation = Options.Evaluation with { Patience = 2 }, Generator = Options.Generator with { Optimizer = Options.Generator.Optimizer with { LearningRate = 0 }, MovingAverage = 0 } };
        using var run = new TestRun(options);
        var verdicts = Go(run, 100);
        Assert.Equal((12L, 4L, true), (verdicts[^1].Verdict.Step, verdicts[^1].Verdict.BestStep, verdicts[^1].Verdict.EndsRun));
        Assert.Equal(2 * 16, run.Trainer.Counters.Next.Value);
        Assert.False(run.Trainer.HasCollapsed);
        using var snapshot = run.Trainer.Snapshot();
        using var resumed = new TestRun(options);
        resumed.Trainer.Restore(snapshot);
        Assert.True(resumed.Trainer.EndsRun);
    }

    [Fact]
    public void Decide_WhatIsNoNumber_IsNeverBest()
    {
        using var run = new TestRun(Options);
        run.Run(2 * 4);
        var decisions = run.Trainer.Decisions!;
        foreach (var (step, value, best) in new[] { (4L, double.NaN, 4L), (8, 3.0, 8), (12, double.NaN, 8), (16, 3.0, 8), (20, 2.5, 20) })
        {
            decisions.Apply(new Decision(step, BitConverter.DoubleToInt64Bits(value)));
            Assert.Equal(best, run.Trainer.LastEvaluation!.BestStep);
        }
    }

    [Fact]
    public void Figure_OfPoints_FallsAsModesAreFound()
    {
        var options = Presets.Ring8.Options with { Evaluation = new EvaluationOptions { Every = 200, Samples = 500 } };
        using var run = new TestRun(options, TrainingDataSource.Open(options.Data, options.Training.Seed), lanes: 2);
        var verdict = Assert.Single(Go(run, 400)).Verdict;
        Assert.Equal("reverse KL", verdict.Figure);
        Assert.InRange(verdict.Value, 0, Math.Log(8));
    }

    [Fact]
    public void Open_SamplesThatNobodyCanJudge_IsRefusedWithTheRemedy()
    {
        var refusal = Assert.Throws<UnusableInputException>(() => new TestRun(Options with { Generator = Options.Generator with { Kind = NetworkKind.Mlp }, Discriminator = Options.Discriminator with { Kind = NetworkKind.Mlp } }, new NoiseImages(7)));
        Assert.Contains("set it to 0", refusal.Message);
    }

    private static List<(long Step, EvaluationVerdict Verdict)> Run(RunOptions options, int steps, int lanes)
    {
        using var run = new TestRun(options, lanes: lanes);
        return Go(run, steps);
    }

    // As a session does it.
    private static List<(long Step, EvaluationVerdict Verdict)> Go(TestRun run, int steps)
    {
        var verdicts = new List<(long, EvaluationVerdict)>();
        using var decisions = new LocalDecisions(run.Trainer.Decisions);
        for (var step = 0; step < steps && !run.Trainer.EndsRun; step++)
        {
            Assert.True(decisions.MayPass(run.Trainer.Counters.Next, TestContext.Current.CancellationToken));
            if (run.Run(2)[^1].Evaluation is { } verdict) verdicts.Add((run.Trainer.Counters.Next.Value / 2, verdict));
        }

        return verdicts;
    }
}
