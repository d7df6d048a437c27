namespace GanCluster.EndToEnd.Tests.Containers;

/// <summary>Nodes run in containers of the image. Each exchange of theirs would wait for the processor beside other tests.</summary>
[Collection(Timed.Name)]
public sealed class ContainerTests(ContainerImage image)
{
    /// <summary>Three containers form a cluster, one is killed, another is added: the digest of one process, and lanes that follow the container's share of processors.</summary>
    [Fact]
    public async Task Train_KilledAndAdded_SameBytesAsOneProcess() => Assert.EndsWith("same digest", (await image.Train()).TrimEnd(), StringComparison.Ordinal);
}
