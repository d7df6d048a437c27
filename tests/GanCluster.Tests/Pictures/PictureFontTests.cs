using GanCluster.Pictures;

namespace GanCluster.Tests.Pictures;

public sealed class PictureFontTests
{
    [Fact]
    public void Typeface_Embedded_HasEveryCharacterThatIsDrawn()
    {
        Assert.Equal("Roboto", PictureFont.Typeface.FamilyName);
        Assert.True(PictureFont.Typeface.ContainsGlyphs(PictureCaption.Of("ring8 (σ) …−", 1_234_567_890)));
    }

    [Fact]
    public void ScottPlot_AnyFont_GetsTheEmbeddedOne()
    {
        PictureFont.UseInScottPlot();

        Assert.Equal("Roboto", ScottPlot.Fonts.GetTypeface(ScottPlot.Fonts.Default, true, false).FamilyName);
        Assert.Equal("Roboto", ScottPlot.Fonts.GetTypeface("Arial", false, false).FamilyName);
    }

    [Fact]
    public void Caption_OfAStep_HasThousands() => Assert.Equal("fashion · step 1,500", PictureCaption.Of("fashion", 1500));
}
