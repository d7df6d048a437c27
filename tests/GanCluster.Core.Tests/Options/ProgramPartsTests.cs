using GanCluster.Core.Identity;
using GanCluster.Core.Options;

namespace GanCluster.Core.Tests.Options;

public class ProgramPartsTests
{
    private readonly ProgramParts _parts = new();
    private readonly object _part = new();

    public ProgramPartsTests() => Assert.Null(_parts.Add("generator.kind", "swirl-2", _part));

    [Fact]
    public void Bind_NameOfThePrograms_HasItsPartWhateverTheCase()
    {
        var kind = Bind("generator.kind=Swirl-2").Options!.Generator.Kind;
        Assert.Equal(("Swirl-2", _part, null), (kind.OwnName, kind.Part, kind.Known));
        Assert.Equal(new OpenChoice<NetworkKind>("swirl-2"), kind);
        Assert.NotEqual<OpenChoice<NetworkKind>>(NetworkKind.Mlp, kind);
    }

    [Fact]
    public void Bind_BuiltInName_StaysWhatItIs() => Assert.Equal(NetworkKind.Resnet, Bind("generator.kind=RESNET").Options!.Generator.Kind.Known);

    [Theory]
    [InlineData("generator.kind=swirl", "'swirl' is none of mlp, dcgan, resnet, swirl-2; did you mean swirl-2?")]
    [InlineData("discriminator.kind=swirl-2", "'swirl-2' is none of mlp, dcgan, resnet; did you mean mlp?")]
    [InlineData("data.source=ring", "'ring' is none of auto, embedded, idx, folder, ring8, grid25, stacked; did you mean ring8?")]
    public void Bind_NameThatTheProgramDoesNotHave_IsAMistakeAmongAllOthers(string setting, string explanation)
    {
        var mistakes = Bind(setting, "training.shards=0").Mistakes;
        Assert.Equal([OptionMistakeKind.UnknownPart, OptionMistakeKind.OutOfRange], mistakes.Select(mistake => mistake.Kind));
        Assert.Equal(explanation, mistakes[0].Explanation);
    }

    [Theory]
    [InlineData("training.shards", "a")]
    [InlineData("loss.kind", "mine")]
    public void Add_OptionWithoutOpenChoices_IsAFault(string key, string name) => Assert.Throws<ArgumentException>(() => _parts.Add(key, name, _part));

    [Theory]
    [InlineData("generator.kind", "SWIRL-2", "twice")]
    [InlineData("generator.kind", "Mlp", "built-in")]
    [InlineData("discriminator.kind", "", "no name")]
    [InlineData("discriminator.kind", "2nd", "no name")]
    [InlineData("data.source", "my data", "no name")]
    [InlineData("data.source", "a=b", "no name")]
    public void Add_NameThatCannotBe_SaysWhy(string key, string name, string why) => Assert.Contains(why, _parts.Add(key, name, _part));

    [Fact]
    public void ConfigJson_NamesOfThePrograms_AreReadBackWithAndWithoutIt()
    {
        var options = Bind("generator.kind=swirl-2").Options!;
        var json = ResolvedConfiguration.Write(options);
        Assert.Contains("\"kind\": \"swirl-2\"", json);
        Assert.Empty(OptionDifference.Between(options, ResolvedConfiguration.Read(json, "config.json").Options!));
        Assert.Same(_part, ResolvedConfiguration.Read(json, "config.json", _parts).Options!.Generator.Kind.Part);
        Assert.Equal(OptionMistakeKind.UnknownPart, Assert.Single(ResolvedConfiguration.Read(json, "config.json", ProgramParts.None).Mistakes).Kind);
    }

    [Fact]
    public void RunIdentity_NameAndWhatItComesTo_AreInIt()
    {
        var data = Digest.Of("data"u8);
        var options = Bind("generator.kind=swirl-2").Options!;
        var ids = new[] { RunIdentity.Of(new RunOptions(), data), RunIdentity.Of(options, data), RunIdentity.Of(options, data, "a [1]"), RunIdentity.Of(options, data, "a [2]") };
        Assert.Equal(ids.Length, ids.Distinct().Count());
    }

    [Fact]
    public void Validate_OwnNetwork_IsNotHeldToRulesOfTheBuiltInOnes()
    {
        Assert.NotEmpty(Bind("data.source=ring8").Mistakes);
        Assert.True(Bind("data.source=ring8", "generator.kind=swirl-2", "discriminator.kind=mlp", "generator.hidden=", "generator.normalization=group", "generator.groups=7", "loss.r1=0").IsValid);
    }

    private OptionsResult Bind(params string[] settings) =>
        OptionBinder.Bind(new RunOptions(), "default", _parts, CommandLineOptions.Read(settings, []));
}
