using CsCheck;
using GanCluster.Core.Options;

namespace GanCluster.Core.Tests.Options;

public class OptionValueTests
{
    [Theory]
    [InlineData("training.steps", "1e6", 1_000_000L)]
    [InlineData("training.seed", "9223372036854775807", long.MaxValue)]
    [InlineData("training.shards", " 16 ", 16)]
    [InlineData("generator.optimizer.learningRate", "1e-3", 0.001)]
    [InlineData("generator.activation", "LEAKYRELU", Activation.LeakyRelu)]
    [InlineData("data.path", "/tmp/a b", "/tmp/a b")]
    public void Parse_GoodText_GivesTheTypedValue(string key, string text, object expected) =>
        Assert.Equal(expected, OptionValue.Parse(OptionCatalog.Find(key)!, text).Value);

    [Theory]
    [InlineData("256,512,1024", new[] { 256, 512, 1024 })]
    [InlineData("[256, 512]", new[] { 256, 512 })]
    [InlineData("7", new[] { 7 })]
    [InlineData("", new int[0])]
    public void Parse_List_TakesCommasAndBrackets(string text, int[] expected) =>
        Assert.Equal(expected, OptionValue.Parse(OptionCatalog.Find("generator.hidden")!, text).Value);

    [Theory]
    [InlineData("training.shards", "many", OptionMistakeKind.WrongType)]
    [InlineData("training.shards", "1.5", OptionMistakeKind.WrongType)]
    [InlineData("training.shards", "0", OptionMistakeKind.OutOfRange)]
    [InlineData("training.shards", "99999999999999999999999999999999999", OptionMistakeKind.OutOfRange)]
    [InlineData("training.seed", "9223372036854775808", OptionMistakeKind.OutOfRange)]
    [InlineData("loss.r1", "NaN", OptionMistakeKind.OutOfRange)]
    [InlineData("loss.r1", "-1", OptionMistakeKind.OutOfRange)]
    [InlineData("loss.r1", "1,5", OptionMistakeKind.WrongType)]
    [InlineData("loss.kind", "1", OptionMistakeKind.WrongType)]
    [InlineData("generator.hidden", "256,,512", OptionMistakeKind.WrongType)]
    [InlineData("generator.hidden", "256,0", OptionMistakeKind.OutOfRange)]
    public void Parse_BadText_SaysWhatIsWrong(string key, string text, OptionMistakeKind kind)
    {
        var parsed = OptionValue.Parse(OptionCatalog.Find(key)!, text);
        Assert.Null(parsed.Value);
        Assert.Equal(kind, parsed.Kind);
    }

    [Fact]
    public void Format_AnyNumberInRange_ParsesBackToTheSameBits() =>
        Gen.Double[0, 100].Sample(rate => (double)OptionValue.Parse(OptionCatalog.Find("generator.optimizer.learningRate")!, OptionValue.Format(rate)).Value! == rate);
}
