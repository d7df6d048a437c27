using GanCluster.Core.Admission;
using GanCluster.Core.Options;
using GanCluster.Training.Admission;
using GanCluster.Training.Data;
using GanCluster.Training.Numerics;

namespace GanCluster.Training.Tests.Admission;

public class LocalRegistrationTests
{
    private static readonly RunOptions _options = Presets.All.Single(preset => preset.Name == "ring8").Options;

    [Fact]
    public void Of_ThisNode_IsAdmittedToItsOwnRun()
    {
        var data = TrainingDataSource.Open(_options.Data, _options.Training.Seed);
        var registration = LocalRegistration.Of(_options, data);
        Assert.Equal(data.Fingerprint, registration.Data);
        Assert.Equal(RunIdentity.Of(_options, data.Fingerprint).Value, registration.Run);
        Assert.StartsWith("0.", registration.ProgramVersion);
        Assert.Equal(AdmissionVerdict.Admitted, AdmissionRule.Decide(registration, LocalRegistration.Of(_options, data), allowMixedNumerics: false).Verdict);

        var other = LocalRegistration.Of(_options, data, new NumericsClass(["device: abacus"]));
        Assert.Equal(AdmissionVerdict.OtherNumerics, AdmissionRule.Decide(registration, other, allowMixedNumerics: false).Verdict);
    }
}
