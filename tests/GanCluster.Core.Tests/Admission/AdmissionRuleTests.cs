using GanCluster.Core.Admission;
using GanCluster.Core.Identity;

namespace GanCluster.Core.Tests.Admission;

public class AdmissionRuleTests
{
    private static readonly Registration Cluster = new(Hash(1), Hash(2), "1.0.0", Hash(3), Hash(4));

    [Fact]
    public void Decide_TheSameOrNoRun_IsAdmitted()
    {
        Assert.Equal(AdmissionVerdict.Admitted, AdmissionRule.Decide(Cluster, Cluster, false).Verdict);
        Assert.Equal(AdmissionVerdict.Admitted, AdmissionRule.Decide(Cluster, Cluster with { Run = null }, false).Verdict);
    }

    [Fact]
    public void Decide_AnotherOfAnything_SaysWhich()
    {
        Assert.Equal(AdmissionVerdict.OtherRun, AdmissionRule.Decide(Cluster, Cluster with { Run = Hash(9) }, true).Verdict);
        Assert.Equal(AdmissionVerdict.OtherData, AdmissionRule.Decide(Cluster, Cluster with { Data = Hash(9) }, true).Verdict);
        Assert.Equal(AdmissionVerdict.OtherVersion, AdmissionRule.Decide(Cluster, Cluster with { ProgramVersion = "2" }, true).Verdict);
        Assert.Equal(AdmissionVerdict.OtherNumerics, AdmissionRule.Decide(Cluster, Cluster with { NumericsClass = Hash(9) }, false).Verdict);
        Assert.Equal(AdmissionVerdict.ProbeDiffers, AdmissionRule.Decide(Cluster, Cluster with { Probe = Hash(9) }, false).Verdict);
    }

    [Fact]
    public void Decide_AnotherNumericsClassWhereMixed_IsAdmitted() =>
        Assert.Equal(AdmissionVerdict.Admitted, AdmissionRule.Decide(Cluster, Cluster with { NumericsClass = Hash(9), Probe = Hash(8) }, true).Verdict);

    private static Digest Hash(byte value) => Digest.Of([value]);
}
