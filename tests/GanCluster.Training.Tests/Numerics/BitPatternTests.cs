using GanCluster.Core.Options;
using GanCluster.Training.Tests.Engine;

namespace GanCluster.Training.Tests.Numerics;

/// <summary>A snapshot carries bits, not numbers: no NaN loses its payload, no zero its sign.</summary>
public class BitPatternTests
{
    [Fact]
    public void Restore_NaNPayloadsAndNegativeZeros_Survive()
    {
        int[] patterns = [0x7f800001, 0x7fc12345, unchecked((int)0xffc00000), unchecked((int)0x80000000), 0x7f800000, 1, unchecked((int)0x80000001)];
        using var run = new TestRun(TinyOptions.Of(NetworkKind.Mlp, Normalization.Batch));
        using var snapshot = run.Trainer.Snapshot();
        foreach (var group in snapshot.Groups)
        {
            for (var i = 0; i < patterns.Length; i++) PhaseAverage.SetBits(group.Values, i, patterns[i]);
        }

        run.Trainer.Restore(snapshot);
        foreach (var (_, bits) in PhaseAverage.BitsOf(run.Trainer)) Assert.Equal(patterns, bits[..patterns.Length]);
        Assert.Equal(snapshot.Digest(), run.Trainer.Digest());
    }

    [Fact]
    public void Digest_SignOfZero_Shows()
    {
        using var run = new TestRun(TinyOptions.Of());
        using var snapshot = run.Trainer.Snapshot();
        snapshot.Groups[0].Values.Span[0] = 0f;
        var positive = snapshot.Digest();
        snapshot.Groups[0].Values.Span[0] = -0f;
        Assert.NotEqual(positive, snapshot.Digest());
    }
}
