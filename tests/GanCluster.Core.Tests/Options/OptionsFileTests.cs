using GanCluster.Core.Options;

namespace GanCluster.Core.Tests.Options;

public class OptionsFileTests
{
    [Fact]
    public void Parse_NestedDottedCommentsAndTrailingCommas_AreRead()
    {
        var layer = OptionsFile.Parse(
            """
            // the run of Tuesday
            { "generator": { "optimizer.learningRate": 0.1, "hidden": [1, 2], }, "training.shards": 4, }
            """, "a.json");
        Assert.Empty(layer.Mistakes);
        Assert.Equal(["generator.optimizer.learningRate=0.1", "generator.hidden=1,2", "training.shards=4"], layer.Settings.Select(setting => $"{setting.Key}={setting.Text}"));
    }

    [Fact]
    public void Parse_SameKeyNestedAndDotted_IsAMistake() =>
        Assert.Equal(OptionMistakeKind.GivenTwice, Assert.Single(OptionsFile.Parse("""{ "training": { "shards": 4 }, "training.shards": 5 }""", "a.json").Mistakes).Kind);

    [Fact]
    public void Parse_BrokenJson_NamesLineAndColumn() =>
        Assert.StartsWith("a.json: is not JSON at line 2, column", Assert.Single(OptionsFile.Parse("{\n \"training\": }", "a.json").Mistakes).ToString());

    [Fact]
    public void Read_NoSuchFile_IsAMistake() =>
        Assert.Contains("there is no such file", Assert.Single(OptionsFile.Read("/nowhere/a.json").Mistakes).ToString());
}
