using System.Collections.Immutable;
using System.Diagnostics;
using GanCluster.Cluster.Serialization;
using GanCluster.Core;
using GanCluster.Core.Identity;

namespace GanCluster.Cluster.Tests.Serialization;

public sealed class HyperionSerializerTests : IAsyncDisposable
{
    private static readonly SampleNode Node = new("akka.tcp://gan@10.0.0.1:4053", 17);
    private readonly ControlSystem _system = new();

    public static TheoryData<Type> Messages => [.. ControlSystem.Protocol.Messages];

    public ValueTask DisposeAsync() => _system.DisposeAsync();

    [Fact]
    public void Serializer_AsThePackages_HasItsIdentifierAndNoManifest()
    {
        Assert.Equal(-5, _system.Serializer.Identifier);
        Assert.False(_system.Serializer.IncludeManifest);
    }

    [Theory]
    [MemberData(nameof(Messages))]
    public void Message_OfEveryTypeOfTheProtocol_ArrivesEqual(Type type)
    {
        var values = _system.Values(seed: 1);
        for (var i = 0; i < 100; i++)
        {
            var message = values.Message(type);

            var arrived = _system.RoundTrip(message);

            Assert.Equal(Content.Of(message), Content.Of(arrived));
        }
    }

    [Fact]
    public void List_OfAnyKind_ArrivesWithItsElements()
    {
        SampleShare[] shares = [new(Node, new ShardIndex(0), new ShardIndex(3)), new(Node, new ShardIndex(3), new ShardIndex(8))];
        IReadOnlyList<SampleShare>[] kinds = [shares, [.. shares], shares.ToList(), shares.ToImmutableArray(), shares.ToImmutableList(), new ArraySegment<SampleShare>(shares)];
        foreach (var kind in kinds)
        {
            var arrived = (SamplePlan)_system.RoundTrip(Plan() with { Shares = kind });

            Assert.Equal(shares, arrived.Shares);
        }
    }

    [Fact]
    public void PlanOf64Workers_AsLongAsTheyCome_FitsWell()
    {
        var node = new SampleNode("akka.ssl.tcp://gancluster@gancluster-63.gancluster.training.svc.cluster.local:4053", int.MaxValue);
        var plan = Plan() with
        {
            Shares = [.. Enumerable.Range(0, 64).Select(i => new SampleShare(node, new ShardIndex(i), new ShardIndex(i + 1)))],
            Averagers = [.. Enumerable.Repeat(node, 64)],
        };

        Assert.InRange(_system.Serializer.ToBinary(plan).Length, 10_000, 16_000);
    }

    [Fact]
    public void Message_Of32KB_IsRefusedOnBothSides()
    {
        var longest = _system.Serializer.ToBinary(Plan() with { Reason = new string('x', 30_000) });
        Assert.InRange(longest.Length, 30_000, 32 * 1024);

        var refused = Assert.Throws<ControlMessageRefusedException>(() => _system.Serializer.ToBinary(Plan() with { Reason = new string('x', 32 * 1024) }));

        Assert.Equal(ControlRefusal.TooLong, refused.Refusal);
        Assert.Contains("SamplePlan: it would have 32768 bytes or more: send large things over the data plane", refused.Message);
        Assert.Equal(ControlRefusal.TooLong, _system.RefusalOf(new byte[32 * 1024]));
        Assert.Contains(_system.Logger.Lines, line => line.Id == EventIds.ControlMessageNotSent);
        Assert.Contains(_system.Logger.Lines, line => line.Id == EventIds.ControlPayloadRefused && line.Text.Contains("32768 bytes"));
    }

    [Fact]
    public void Message_WithAListOfMillions_IsRefusedWithoutBeingWritten()
    {
        var report = (SampleReport)_system.Values(seed: 2).Message(typeof(SampleReport)) with { Steps = new long[4_000_000] };
        var before = GC.GetAllocatedBytesForCurrentThread();

        Assert.Throws<ControlMessageRefusedException>(() => _system.Serializer.ToBinary(report));

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 4_000_000);
    }

    [Fact]
    public void Message_WithANullWhereThereIsNone_IsNotSent()
    {
        var refused = Assert.Throws<ControlMessageRefusedException>(() => _system.Serializer.ToBinary(Plan() with { Shares = null! }));
        Assert.Equal(ControlRefusal.Malformed, refused.Refusal);
        Assert.Throws<ControlMessageRefusedException>(() => _system.Serializer.ToBinary(Plan() with { Reason = null! }));
        Assert.Throws<ControlMessageRefusedException>(() => _system.Serializer.ToBinary(Plan() with { Shares = [null!] }));
    }

    [Fact]
    public void Object_ThatIsNoControlMessage_IsNotSent()
    {
        using var process = Process.GetCurrentProcess();
        foreach (var other in new object[] { new Planted(), process, new Action(() => { }), "text", 1, typeof(Planted), new byte[3], new InvalidOperationException() })
        {
            var refused = Assert.Throws<ControlMessageRefusedException>(() => _system.Serializer.ToBinary(other));

            Assert.Equal(ControlRefusal.NotAControlMessage, refused.Refusal);
            Assert.Contains("isn't a control message: mark it IControlMessage", refused.Message);
        }
    }

    [Fact]
    public void Message_OfAnotherVersion_IsUnknownWithARemedy()
    {
        var protocol = ControlProtocol.Of(new HashSet<System.Reflection.Assembly> { typeof(SamplePlan).Assembly }, [typeof(SampleNothing)]);
        var other = new HyperionSerializer(_system.System, new ControlMessageSetup(protocol, _system.Log));

        var refused = Assert.Throws<ControlMessageRefusedException>(() => other.FromBinary(_system.Serializer.ToBinary(Plan()), null!));

        Assert.Equal(ControlRefusal.Unknown, refused.Refusal);
        Assert.EndsWith("run the same version on every node", refused.Message);
        Assert.IsType<SampleNothing>(other.FromBinary(_system.Serializer.ToBinary(new SampleNothing()), null!));
    }

    [Fact]
    public void RefusalLog_InAFlood_LogsAsThePowersOfTwo()
    {
        for (var i = 0; i < 1000; i++) _system.RefusalOf([1, 2, 3]);

        Assert.Equal(1000, _system.Log.Received(ControlRefusal.TooShort));
        Assert.Equal(10, _system.Logger.Lines.Count);
    }

    internal static SamplePlan Plan() => new(
        3, new PhaseNumber(41), null, Lineage.Of(Digest.Of([1, 2, 3])), [new SampleShare(Node, new ShardIndex(0), new ShardIndex(8))], [Node], "a worker was lost");
}
