using GanCluster.Core.Options;

namespace GanCluster.Core.Tests.Options;

public class OptionBinderTests
{
    private const string Shards = "training.shards";

    [Theory]
    [InlineData(false, false, false, 4, "preset ring8")]
    [InlineData(true, false, false, 2, "a.json")]
    [InlineData(true, true, false, 3, "GANCLUSTER_TRAINING__SHARDS")]
    [InlineData(true, true, true, 5, "--set")]
    [InlineData(true, false, true, 5, "--set")]
    public void Bind_SeveralSources_TheHigherWins(bool inFile, bool inEnvironment, bool onCommandLine, int expected, string source)
    {
        var result = OptionBinder.Bind(
            Presets.Ring8,
            OptionsFile.Parse(inFile ? """{ "training": { "shards": 2 } }""" : "{}", "a.json"),
            EnvironmentOptions.Read(inEnvironment ? Environment(("GANCLUSTER_TRAINING__SHARDS", "3")) : Environment()),
            CommandLineOptions.Read(onCommandLine ? [$"{Shards}=5"] : [], []));

        Assert.Empty(result.Mistakes);
        Assert.Equal(expected, result.Options!.Training.Shards);
        Assert.Equal(source, result.Sources[Shards]);
        Assert.Equal(DataSource.Ring8, result.Options.Data.Source);
    }

    [Fact]
    public void Bind_ManyMistakesInManySources_ListsEachWithItsSource()
    {
        var result = OptionBinder.Bind(
            Presets.Fashion,
            OptionsFile.Parse("""{ "trainnig.shards": 2, "loss": { "r1": "much", "kind": "nonsaturating" }, "generator": 5, }""", "a.json"),
            EnvironmentOptions.Read(Environment(("GANCLUSTER_GENERATOR_OPTIMIZER_LEARNINGRATE", "1"), ("GANCLUSTER_COMPUTE__LANES", "-1"))),
            CommandLineOptions.Read(["training.shards", "learningRate=1", "discriminator.normalization=batch", "training.shardBatch=1"], [new("--seed", "x")]));

        Assert.Null(result.Options);
        Assert.Equal(
            [
                ("a.json", OptionMistakeKind.UnknownKey),
                ("a.json", OptionMistakeKind.WrongType),
                ("a.json", OptionMistakeKind.WrongType),
                ("GANCLUSTER_COMPUTE__LANES", OptionMistakeKind.OutOfRange),
                ("GANCLUSTER_GENERATOR_OPTIMIZER_LEARNINGRATE", OptionMistakeKind.UnknownKey),
                ("--set", OptionMistakeKind.UnreadableSource),
                ("--set", OptionMistakeKind.UnknownKey),
                ("--seed", OptionMistakeKind.WrongType),
                ("--set", OptionMistakeKind.Conflict),
            ],
            result.Mistakes.Select(mistake => (mistake.Source, mistake.Kind)));
    }

    [Theory]
    [InlineData("generator.optimizer.lerningRate", "generator.optimizer.learningRate")]
    [InlineData("trainnig.shards", "training.shards")]
    [InlineData("shards", "training.shards")]
    [InlineData("loss.gamma.r1", "loss.r1")]
    public void Bind_UnknownKey_NamesTheNearest(string given, string nearest)
    {
        var mistake = Assert.Single(OptionBinder.Bind(Presets.Fashion, CommandLineOptions.Read([$"{given}=1"], [])).Mistakes);
        Assert.Equal(nearest, mistake.Nearest[0]);
        Assert.Contains($"did you mean {nearest}", mistake.ToString());
    }

    [Fact]
    public void Bind_KeyWithoutItsSection_NamesBothThatItMayBe()
    {
        var mistake = Assert.Single(OptionBinder.Bind(Presets.Fashion, CommandLineOptions.Read(["optimizer.learningRate=1"], [])).Mistakes);
        Assert.Equal(["generator.optimizer.learningRate", "discriminator.optimizer.learningRate"], mistake.Nearest);
    }

    [Fact]
    public void Bind_UnknownVariable_NamesTheVariableToWrite()
    {
        var mistake = Assert.Single(OptionBinder.Bind(Presets.Fashion, EnvironmentOptions.Read(Environment(("GANCLUSTER_TRAINING_SHARDS", "4")))).Mistakes);
        Assert.Contains("did you mean GANCLUSTER_TRAINING__SHARDS?", mistake.ToString());
    }

    [Fact]
    public void Bind_ReservedAndKubernetesVariables_AreNoMistakes()
    {
        var environment = Environment(
            ("GANCLUSTER_REQUIRE_ALL", "1"), ("GANCLUSTER_LOG_LEVEL", "debug"), ("PATH", "/bin"),
            ("GANCLUSTER_SERVICE_HOST", "10.0.0.1"), ("GANCLUSTER_NODES_SERVICE_PORT_AKKA", "1"), ("GANCLUSTER_NODES_PORT", "tcp://10.0.0.1:1"), ("GANCLUSTER_PORT_4053_TCP_ADDR", "10.0.0.1"));
        Assert.Empty(EnvironmentOptions.Read(environment).Settings);
    }

    [Fact]
    public void Bind_ShortFormAndSetOfTheSameKey_IsAMistake()
    {
        var mistake = Assert.Single(OptionBinder.Bind(Presets.Fashion, CommandLineOptions.Read(["training.seed=1"], [new("--seed", "2")])).Mistakes);
        Assert.Equal(OptionMistakeKind.GivenTwice, mistake.Kind);
    }

    private static Dictionary<string, string> Environment(params (string Name, string Value)[] variables) => variables.ToDictionary(variable => variable.Name, variable => variable.Value);
}
