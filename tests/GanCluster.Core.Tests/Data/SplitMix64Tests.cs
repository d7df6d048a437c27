using GanCluster.Core.Data;

namespace GanCluster.Core.Tests.Data;

public class SplitMix64Tests
{
    [Fact]
    public void Mix_SequenceFromZero_IsThatOfThePublishedProgram() => // first outputs of splitmix64.c with state 0
        Assert.Equal([0xE220A8397B1DCDAF, 0x6E789E6AA1B965F4, 0x06C45D188009454F],
            Enumerable.Range(1, 3).Select(i => SplitMix64.Mix(unchecked((ulong)i * SplitMix64.Step))));
}
