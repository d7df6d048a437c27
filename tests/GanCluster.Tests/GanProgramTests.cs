using GanCluster.Core;
using GanCluster.Core.Options;
using GanCluster.Core.Training;
using GanCluster.Jobs.Cluster;
using GanCluster.Own;
using GanCluster.Tests.Hosting;
using GanCluster.Training.Data;
using GanCluster.Training.Networks.Layers;
using Microsoft.Extensions.Logging.Abstractions;

namespace GanCluster.Tests;

public sealed class GanProgramTests : IDisposable
{
    private readonly TestHost _host = new();

    public GanProgramTests() => _host.Train = request =>
    {
        request.Observer.OnStarted(new TrainingStart(0, 10));
        return TestHost.EndAt(10);
    };

    public void Dispose() => _host.Dispose();

    [Fact]
    public void Train_WithoutArguments_TrainsWhatTheProgramSets()
    {
        _host.Own = Mine().Loss(LossKind.Hinge).Train(70, shards: 4, shardBatch: 5).Set("generator.hidden", new[] { 3, 4 }).Own();
        Assert.Equal(0, _host.Run("train"));
        var options = _host.Trained[0].Options;
        Assert.Equal(("dots", "small", "first"), (options.Data.Source.OwnName, options.Generator.Kind.OwnName, options.Discriminator.Kind.OwnName));
        Assert.Equal((LossKind.Hinge, 70, 4, 5, 0.0015), (options.Loss.Kind, options.Training.Steps, options.Training.Shards, options.Training.ShardBatch, options.Loss.R1));
        Assert.Equal([3, 4], options.Generator.Hidden);
        Assert.True(Directory.Exists(_host.PathOf("runs", "mine-20260314-150926")));
    }

    [Fact]
    public void Train_CommandLineAndOtherPresets_WinOverTheProgram()
    {
        _host.Own = Mine().Train(70).Own();
        Assert.Equal(0, _host.Run("train", "--steps", "9", "--set", "discriminator.kind=second", "--output", "a"));
        Assert.Equal((9, "second"), (_host.Trained[0].Options.Training.Steps, _host.Trained[0].Options.Discriminator.Kind.OwnName));
        Assert.Equal(0, _host.Run("train", "--preset", "grid25", "--set", "generator.kind=small", "--output", "b"));
        Assert.Equal(("grid25", "small", "mlp"), Kinds(_host.Trained[1].Options));
        // Resuming takes the run's own configuration, not the program's.
        Assert.Equal(0, _host.Run("train", "--resume", "--output", "b"));
        Assert.Equal(("grid25", "small", "mlp"), Kinds(_host.Trained[2].Options));
        Assert.NotNull(_host.Trained[2].Options.Generator.Kind.Part);
    }

    [Fact]
    public void Train_MistakesOfTheProgramAndTheCommandLine_AreListedAtOnce()
    {
        _host.Own = GanProgram.Create([]).Preset("rings").Set("loss.kin", 3).Generator("mlp", _ => []).Data("a", Dots).Data("a", Dots).Train(-1).Own();
        Assert.Equal(2, _host.Run("train", "--set", "generator.kind=smal", "--set", "training.shards=0"));
        Assert.All(
            [
                "7 mistakes", "GanProgram.Preset: 'rings' is none of", "GanProgram.Set: loss.kin", "GanProgram.Generator: 'mlp' is a built-in choice", "GanProgram.Data: 'a' is given twice",
                "GanProgram.Train: training.steps: -1", "'smal' is none of", "training.shards",
            ],
            part => Assert.Contains(part, _host.Error));
    }

    [Fact]
    public void HelpPresetsAndNetworks_ShowWhatIsTheProgramsOwn()
    {
        _host.Own = Mine().Own();
        Assert.Equal(0, _host.Run("train", "--help"));
        var help = string.Join(' ', _host.Output.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains("of this program small", help);
        Assert.Contains("of this program first, second", help);
        Assert.Equal(0, _host.Run("presets"));
        Assert.Contains("mine (default): dots", _host.Output);
        Assert.Contains("  generator.kind=small", _host.Output);
        Assert.Equal(0, _host.Run("networks"));
        Assert.Contains("Data: dots, 9 points", _host.Output);
        Assert.Equal(0, _host.Run("data", "--output", _host.PathOf("dots.png"), "--count", "9"));
        Assert.True(new FileInfo(_host.PathOf("dots.png")).Length > 1000);
    }

    [Fact]
    public void Create_NothingAdded_IsTheProgramAsItIs()
    {
        var own = GanProgram.Create([]).Own();
        Assert.Same(Presets.Default, own.Default);
        Assert.Equal(Presets.All, own.Presets);
        Assert.Equal(0, _host.Run("presets"));
        Assert.Contains("fashion (default)", _host.Output);
    }

    [Fact]
    public void Open_WorkerWithoutTheClustersNetworks_IsRefusedWithTheRemedy()
    {
        _host.Own = Mine().Own();
        Assert.Equal(0, _host.Run("train", "--output", "a"));
        var configuration = ResolvedConfiguration.Write(_host.Trained[0].Options);
        using var other = new GanWorkload(new OwnPart("", 1, null), ProgramParts.None, _host.Folder, resume: false, NullLoggerFactory.Instance, _host.Time);
        var message = Assert.Throws<UnusableInputException>(() => other.Open(configuration)).Message;
        Assert.Contains("generator.kind: 'small' is none of mlp, dcgan, resnet", message);
        Assert.Contains("start this node with the program that the cluster runs", message);
        using var same = new GanWorkload(new OwnPart("", 1, null), _host.Own.Parts, _host.Folder, resume: false, NullLoggerFactory.Instance, _host.Time);
        Assert.NotNull(same.Open(configuration).Registration.Run);
    }

    private static (string, string, string) Kinds(RunOptions options) => (options.Data.Source.ToString(), options.Generator.Kind.ToString(), options.Discriminator.Kind.ToString());

    private static GanProgram Mine() => GanProgram.Create([]).Named("mine", "dots")
        .Preset("ring8").Set("loss.packing", 1)
        .Data("dots", Dots)
        .Generator("small", shape => [new Dense("out", shape.Input[0], 2)])
        .Discriminator("first", shape => [shape.Judgement(2)])
        .Discriminator("second", shape => [new Dense("in", 2, 3), shape.Judgement(3)]);

    private static NineDots Dots(DataOptions options, long seed) => new();

    private sealed class NineDots : IOwnData
    {
        public string Description => "dots, 9 points";
        public long Count => 9;
        public IReadOnlyList<long> SampleShape => [2];

        public void Read(long sample, Span<float> values) => (values[0], values[1]) = (sample % 3, sample / 3);
    }
}
