using GanCluster.Core;
using GanCluster.Core.Options;
using GanCluster.Core.Training;
using GanCluster.Core.Watch;
using GanCluster.Jobs;
using GanCluster.Runs;
using GanCluster.Tests.Hosting;
using GanCluster.Tests.Progress;

namespace GanCluster.Tests.Commands;

public sealed class TrainTests : IDisposable
{
    private readonly TestHost _host = new();

    public TrainTests() => _host.Train = TrainTenSteps;

    public void Dispose() => _host.Dispose();

    [Fact]
    public void Train_NoArguments_TrainsFashionInADatedFolder()
    {
        Assert.Equal(0, _host.Run("train"));
        var run = _host.PathOf("runs", "fashion-20260314-150926");
        Assert.Empty(OptionDifference.Between(Presets.Fashion.Options, ResolvedConfiguration.Read(File.ReadAllText(Path.Combine(run, "config.json")), "").Options!));
        Assert.Equal(10, File.ReadAllLines(Path.Combine(run, "metrics.jsonl")).Length);
        Assert.Equal([4, 4], RunResult.FromJson(File.ReadAllText(Path.Combine(run, "result.json"))).ShardsByLane);
        Assert.True(File.Exists(Path.Combine(run, "log.jsonl")));
        Assert.Contains("Done: 10 steps", _host.Output);
        Assert.Contains("digest      d1", _host.Output);
        Assert.Empty(_host.Error);
    }

    [Fact]
    public void Train_AllSources_AreBoundByPrecedence()
    {
        File.WriteAllText(_host.PathOf("a.json"), """{ "training": { "shards": 2, "shardBatch": 2 }, "generator.latent": 2 }""");
        _host.Environment["GANCLUSTER_TRAINING__SHARDBATCH"] = "6";
        _host.Environment["GANCLUSTER_GENERATOR__LATENT"] = "3";
        Assert.Equal(0, _host.Run("train", "--preset", "ring8", "--config", "a.json", "--set", "generator.latent=4", "--steps", "7", "--lanes", "5", "--seed", "9", "--output", "run"));
        var options = _host.Trained[0].Options;
        Assert.Equal((2, 6, 4, 7, 5, 9), (options.Training.Shards, options.Training.ShardBatch, options.Generator.Latent, options.Training.Steps, options.Compute.Lanes, options.Training.Seed));
        Assert.Equal(DataSource.Ring8, options.Data.Source);
    }

    [Fact]
    public void Train_SeveralMistakes_ListsAllAndMakesNoFolder()
    {
        _host.Environment["GANCLUSTER_LOG_LEVEL"] = "loud";
        _host.Environment["GANCLUSTER_LOSS__R1"] = "-1";
        Assert.Equal(2, _host.Run("train", "--preset", "rin8", "--set", "training.shrads=1", "--config", "a.json", "--output", "run"));
        Assert.All(["GANCLUSTER_LOG_LEVEL", "GANCLUSTER_LOSS__R1", "did you mean ring8?", "did you mean training.shards?", "no such file"], part => Assert.Contains(part, _host.Error));
        Assert.False(Directory.Exists(_host.PathOf("run")));
        Assert.Empty(_host.Trained);
    }

    [Fact]
    public void Train_FolderHoldsARun_IsRefused()
    {
        Assert.Equal(0, _host.Run("train", "--output", "run"));
        Assert.Equal(2, _host.Run("train", "--output", "run"));
        Assert.Contains("add --resume", _host.Error);
    }

    [Fact]
    public void Train_Resume_TakesTheRunsOwnConfigurationAndMoreSteps()
    {
        Assert.Equal(0, _host.Run("train", "--preset", "grid25", "--output", "run", "--steps", "5"));
        Assert.Equal(0, _host.Run("train", "--resume", "--output", "run", "--steps", "20"));
        Assert.True(_host.Trained[1].Resume);
        Assert.Equal((DataSource.Grid25, 20), (_host.Trained[1].Options.Data.Source.Known, _host.Trained[1].Options.Training.Steps));
    }

    [Fact]
    public void Train_ResumeWithAnotherConfiguration_NamesKeysAndBothValues()
    {
        Assert.Equal(0, _host.Run("train", "--output", "run"));
        Assert.Equal(2, _host.Run("train", "--resume", "--output", "run", "--seed", "2", "--set", "loss.kind=minimax"));
        Assert.Contains("loss.kind (nonSaturating there, minimax now), training.seed (1 there, 2 now)", _host.Error);
    }

    [Theory]
    [InlineData("--output", "train", "--resume")]
    [InlineData("holds no run", "train", "--resume", "--output", "nowhere")]
    public void Train_ResumeWithoutARun_IsRefused(string expected, params string[] arguments)
    {
        Assert.Equal(2, _host.Run(arguments));
        Assert.Contains(expected, _host.Error);
    }

    [Fact]
    public void Train_Interrupted_ExitCode130AndHowToGoOn()
    {
        _host.Train = _ => TestHost.EndAt(4, interrupted: true);
        Assert.Equal(130, _host.Run("train", "--output", "run"));
        Assert.Contains("gancluster train --resume --output run", _host.Output);
        Assert.False(File.Exists(_host.PathOf("run", "result.json")));
    }

    [Fact]
    public void Train_EndedByTheWatch_ExitCode3TheReasonAndHowToGoOn()
    {
        _host.Train = _ => TestHost.EndAt(4) with { Collapse = new Collapse("two modes of eight", IsRollback: false) };
        Assert.Equal(3, _host.Run("train", "--output", "run"));
        Assert.Contains("Collapsed: ended after step 4 of 4,000", _host.Output);
        Assert.Contains("gancluster train --resume --output run --set watch.policy=warn", _host.Output);
        Assert.True(File.Exists(_host.PathOf("run", "result.json")));
    }

    // Another policy would be another run, which --resume refuses.
    [Fact]
    public void Train_EveryRollbackUsed_ExitCode3AndNoCommandThatWouldBeRefused()
    {
        var end = TestHost.EndAt(4);
        _host.Train = _ => end with { Result = end.Result with { Health = new HealthResult(Health.Collapsed, 4, 4, "two modes of eight", 3) }, Collapse = new Collapse("two modes of eight", IsRollback: true) };
        Assert.Equal(3, _host.Run("train", "--output", "run", "--set", "watch.policy=rollback"));
        Assert.Contains("rollbacks   3 of 3", _host.Output);
        Assert.Contains("Every rollback has been used: begin a new run", _host.Output);
        Assert.DoesNotContain("--resume", _host.Output);
    }

    [Fact]
    public void Train_InputRefused_ExitCode2AndTheFolderCanBeUsedAgain()
    {
        _host.Train = _ => throw new UnusableInputException("images.gz is truncated: fetch it again.");
        Assert.Equal(2, _host.Run("train", "--output", "run"));
        Assert.Equal("images.gz is truncated: fetch it again.", _host.Error.TrimEnd());
        _host.Train = TrainTenSteps;
        Assert.Equal(0, _host.Run("train", "--output", "run"));
    }

    [Fact]
    public void Train_Bug_ExitCode1AndTheStackTraceOnlyInTheLog()
    {
        _host.Train = _ => throw new InvalidOperationException("the tree has no root");
        Assert.Equal(1, _host.Run("train", "--output", "run"));
        Assert.Contains("the tree has no root", _host.Error);
        Assert.DoesNotContain("   at ", _host.Error + _host.Output);
        Assert.Contains("InvalidOperationException", File.ReadAllText(_host.PathOf("run", "log.jsonl")));
    }

    private static TrainingEnd TrainTenSteps(TrainingRequest request)
    {
        request.Observer.OnStarted(new TrainingStart(0, 10));
        for (var step = 1; step <= 10; step++) request.Observer.OnStep(Reports.Of(step, step));
        return TestHost.EndAt(10);
    }
}
