using System.Security.Cryptography;
using GanCluster.Core.Identity;

namespace GanCluster.Core.Tests.Identity;

public class LineageTests
{
    private static readonly Lineage Start = Lineage.Of(Digest.Of("start"u8));

    [Fact]
    public void After_Average_IsTheHashThatTheDesignNames()
    {
        var expected = SHA256.HashData([.. Convert.FromHexString(Start.ToString()), 5, 1, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 3, 0, 0, 0, 0, 0, 0, 0]);
        Assert.Equal(new Digest(expected), Start.After(new PhaseNumber(261), [2, 3]).Value);
    }

    [Fact]
    public void After_AnythingElse_Differs()
    {
        var histories = new[]
        {
            Start,
            Start.After(new PhaseNumber(0), [1, 2]),
            Start.After(new PhaseNumber(1), [1, 2]),
            Start.After(new PhaseNumber(0), [2, 1]),
            Start.After(new PhaseNumber(0), [1]),
            Start.After(new PhaseNumber(0), []),
            Lineage.Of(Digest.Of("other"u8)).After(new PhaseNumber(0), [1, 2]),
            Start.After(new PhaseNumber(0), [1]).After(new PhaseNumber(0), [2]),
        };
        Assert.Equal(histories.Length, histories.Distinct().Count());
    }
}
