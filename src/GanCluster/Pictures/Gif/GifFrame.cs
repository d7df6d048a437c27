namespace GanCluster.Pictures.Gif;

/// <summary>One picture of an animation.</summary>
/// <param name="Pixels"><c>0xRRGGBB</c>, row by row.</param>
/// <param name="Hundredths">How long it is shown, in hundredths of a second: at least 2, since viewers show less as 10.</param>
internal sealed record GifFrame(int[] Pixels, int Hundredths);
