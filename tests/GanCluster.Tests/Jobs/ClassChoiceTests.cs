using GanCluster.Jobs;

namespace GanCluster.Tests.Jobs;

public class ClassChoiceTests
{
    private static readonly string[] Names = ["Bag", "Coat", "T-shirt/top", "0"];

    [Theory]
    [InlineData("all", 0, 1, 2, 3)]
    [InlineData(" 2, 1", 2, 1)]
    [InlineData("coat,Bag,t-SHIRT/top", 1, 0, 2)]
    // A name goes before a number.
    [InlineData("0,3", 3, 3)]
    public void Read_NumbersAndNames_GivesTheirNumbersInOrder(string text, params int[] expected)
    {
        var mistakes = new List<string>();
        Assert.Equal(expected, ClassChoice.Read(text, Names, mistakes));
        Assert.Empty(mistakes);
    }

    [Fact]
    public void Read_SeveralUnknown_AreAllListedWithTheNearestAndWhatThereIs()
    {
        var mistakes = new List<string>();
        ClassChoice.Read("Cost,1,7,-1,", Names, mistakes);
        Assert.Equal(4, mistakes.Count);
        Assert.Contains("'Cost' is no class of this generator; did you mean Coat? It has 0 to 3: Bag, Coat, T-shirt/top, 0", mistakes[0]);
        Assert.Contains("'7'", mistakes[1]);
    }

    [Fact]
    public void Read_GeneratorWithoutClasses_IsOneMistakeWithTheRemedy()
    {
        var mistakes = new List<string>();
        ClassChoice.Read("all", [], mistakes);
        Assert.Contains("training.conditional=on", Assert.Single(mistakes));
    }
}
