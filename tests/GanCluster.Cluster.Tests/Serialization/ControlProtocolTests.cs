using System.Reflection;
using GanCluster.Cluster.Serialization;
using GanCluster.Core.Identity;
using GanCluster.Core.Protocol;

namespace GanCluster.Cluster.Tests.Serialization;

public sealed class ControlProtocolTests
{
    private static readonly HashSet<Assembly> Own = [typeof(SamplePlan).Assembly, typeof(IControlMessage).Assembly];

    [Fact]
    public void AllowList_OfSampleMessages_IsWhatTheyHoldAndNoMore()
    {
        var protocol = ControlProtocol.Of(Own, [typeof(SamplePlan), typeof(SampleReport), typeof(SampleSubscription), typeof(SampleGeneric)]);

        Assert.Equal(
            [
                "Akka.Actor.ActorRefBase+Surrogate, Akka",
                "Akka.Actor.Address+AddressSurrogate, Akka",
                "Akka.Actor.IActorRef[], Akka",
                "GanCluster.Cluster.Tests.Serialization.SampleGeneric, GanCluster.Cluster.Tests",
                "GanCluster.Cluster.Tests.Serialization.SampleNode, GanCluster.Cluster.Tests",
                "GanCluster.Cluster.Tests.Serialization.SampleNode[], GanCluster.Cluster.Tests",
                "GanCluster.Cluster.Tests.Serialization.SamplePair`2[[GanCluster.Core.Identity.PhaseNumber, GanCluster.Core],[System.String, System.Private.CoreLib]], GanCluster.Cluster.Tests",
                "GanCluster.Cluster.Tests.Serialization.SamplePlan, GanCluster.Cluster.Tests",
                "GanCluster.Cluster.Tests.Serialization.SampleReport, GanCluster.Cluster.Tests",
                "GanCluster.Cluster.Tests.Serialization.SampleShare, GanCluster.Cluster.Tests",
                "GanCluster.Cluster.Tests.Serialization.SampleShare[], GanCluster.Cluster.Tests",
                "GanCluster.Cluster.Tests.Serialization.SampleSubscription, GanCluster.Cluster.Tests",
                "GanCluster.Cluster.Tests.Serialization.SampleVerdict, GanCluster.Cluster.Tests",
                "GanCluster.Cluster.Tests.Serialization.SampleVerdict[], GanCluster.Cluster.Tests",
                "GanCluster.Core.Identity.Digest, GanCluster.Core",
                "GanCluster.Core.Identity.Lineage, GanCluster.Core",
                "GanCluster.Core.Identity.PhaseNumber, GanCluster.Core",
                "GanCluster.Core.Identity.RunId, GanCluster.Core",
                "GanCluster.Core.Identity.ShardIndex, GanCluster.Core",
                "System.Collections.Generic.IReadOnlyList`1[[System.Double, System.Private.CoreLib]][], System.Private.CoreLib",
                "System.Double[], System.Private.CoreLib",
                "System.Int64[], System.Private.CoreLib",
                "System.String[], System.Private.CoreLib",
                "System.TimeSpan, System.Private.CoreLib",
            ],
            protocol.AllowedTypeNames);
    }

    [Fact]
    public void Protocol_OfAssemblies_HasEveryMarkedType()
    {
        var marked = typeof(SamplePlan).Assembly.GetTypes().Where(type => type.IsAssignableTo(typeof(IControlMessage)) && !type.IsAbstract);

        Assert.Superset(marked.ToHashSet(), ControlSystem.Protocol.Messages.ToHashSet());
        Assert.DoesNotContain(typeof(SampleMessage), ControlSystem.Protocol.Messages);
    }

    [Theory]
    [InlineData(typeof(WithObject), "WithObject.Anything is System.Object, System.Private.CoreLib, which isn't a type of this program")]
    [InlineData(typeof(WithArray), "WithArray.Numbers is System.Int32[], System.Private.CoreLib, which isn't")]
    [InlineData(typeof(WithBytes), "WithBytes.Bytes is a list of bytes: those go over the data plane")]
    [InlineData(typeof(WithDictionary), "WithDictionary.Map is System.Collections.Generic.IReadOnlyDictionary`2")]
    [InlineData(typeof(WithDelegate), "WithDelegate.Callback is System.Action")]
    [InlineData(typeof(WithType), "WithType.Type is System.Type")]
    [InlineData(typeof(WithBase), "WithBase.Message is SampleMessage, behind which any type could stand: name the sealed one")]
    [InlineData(typeof(WithItself), "WithItself.Next is inside itself (WithItself): a payload could be nested without end")]
    [InlineData(typeof(WithClass), "WithClass.Planted is Planted, which isn't a record")]
    [InlineData(typeof(WithMutableStruct), "WithMutableStruct.Struct is MutableStruct, a struct that isn't readonly")]
    [InlineData(typeof(Unsealed), "Unsealed is Unsealed, a record that isn't sealed: any type could derive from it")]
    [InlineData(typeof(Inheriting), "Inheriting is Inheriting, which inherits members from Inherited")]
    [InlineData(typeof(WithNullableElements), "WithNullableElements.Numbers is a list with nulls for values: make the element a record")]
    public void Message_ThatHoldsWhatItMayNot_IsRefusedAtTheStart(Type message, string sentence)
    {
        var refused = Assert.Throws<ControlProtocolException>(() => ControlProtocol.Of(Own, [message]));

        Assert.Contains(refused.Problems, problem => problem.StartsWith(sentence, StringComparison.Ordinal));
    }

    [Fact]
    public void Messages_WithSeveralProblems_AreAllListed()
    {
        var refused = Assert.Throws<ControlProtocolException>(() => ControlProtocol.Of(Own, [typeof(WithObject), typeof(SamplePlan), typeof(WithDelegate)]));

        Assert.Equal(2, refused.Problems.Count);
    }

    private sealed record WithObject(object Anything);

    private sealed record WithArray(int[] Numbers);

    private sealed record WithBytes(IReadOnlyList<byte> Bytes);

    private sealed record WithDictionary(IReadOnlyDictionary<string, int> Map);

    private sealed record WithDelegate(Action Callback);

    private sealed record WithType(Type Type);

    private sealed record WithBase(SampleMessage Message);

    private sealed record WithItself(int Value, WithItself? Next);

    private sealed record WithClass(Planted Planted);

    private sealed record WithMutableStruct(MutableStruct Struct);

    private sealed record WithNullableElements(IReadOnlyList<PhaseNumber?> Numbers);

    private record struct MutableStruct(int Value);

    private record Unsealed(int Value);

    private abstract record Inherited(int Value);

    private sealed record Inheriting(int Value) : Inherited(Value);
}
