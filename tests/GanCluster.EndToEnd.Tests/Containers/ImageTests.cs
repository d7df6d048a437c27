namespace GanCluster.EndToEnd.Tests.Containers;

/// <summary>The image is built as a user would: beside other tests, since that only takes the longer for it.</summary>
public sealed class ImageTests(ContainerImage image)
{
    [Fact]
    public async Task Build_OnThisMachinesDotNet_GivesAnImage() => Assert.Contains("image built", await image.Built());
}
