using GanCluster.Cluster.Serialization;
using GanCluster.Core.Identity;

namespace GanCluster.Cluster.Tests.Serialization;

public sealed class AllowedTypesTests
{
    private readonly AllowedTypes _allowed = new([typeof(PhaseNumber), typeof(SamplePair<PhaseNumber, string>), typeof(TimeSpan)]);

    [Fact]
    public void Name_WithVersionCultureAndKey_IsTheSameType()
    {
        Assert.True(_allowed.IsAllowed(typeof(PhaseNumber).AssemblyQualifiedName!));
        Assert.True(_allowed.IsAllowed("GanCluster.Core.Identity.PhaseNumber, GanCluster.Core"));
        Assert.True(_allowed.IsAllowed("GanCluster.Core.Identity.PhaseNumber, GanCluster.Core, Version=9.9.9.9, Culture=neutral, PublicKeyToken=null"));
        Assert.True(_allowed.IsAllowed(typeof(TimeSpan).AssemblyQualifiedName!));
        Assert.True(_allowed.IsAllowed("System.TimeSpan, System.Private.CoreLib,%core%"));
    }

    [Fact]
    public void Generic_ClosedOverOtherTypes_IsAnotherType()
    {
        Assert.True(_allowed.IsAllowed(typeof(SamplePair<PhaseNumber, string>).AssemblyQualifiedName!));
        Assert.False(_allowed.IsAllowed(typeof(SamplePair<PhaseNumber, object>).AssemblyQualifiedName!));
        Assert.False(_allowed.IsAllowed(typeof(SamplePair<,>).AssemblyQualifiedName!));
    }

    [Theory]
    [InlineData("")]
    [InlineData("GanCluster.Core.Identity.PhaseNumber")]
    [InlineData("GanCluster.Core.Identity.PhaseNumber, Evil")]
    [InlineData("GanCluster.Core.Identity.PhaseNumber[], GanCluster.Core")]
    [InlineData("System.Diagnostics.Process, System.Diagnostics.Process")]
    [InlineData("System.Diagnostics.Process, System.Diagnostics.Process, Version=GanCluster.Core.Identity.PhaseNumber, GanCluster.Core")]
    public void Name_OfAnotherType_IsRefused(string name) => Assert.False(_allowed.IsAllowed(name));
}
