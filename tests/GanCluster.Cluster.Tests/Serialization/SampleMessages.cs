using Akka.Actor;
using GanCluster.Core.Identity;
using GanCluster.Core.Protocol;

namespace GanCluster.Cluster.Tests.Serialization;

/// <summary>One of everything that a control message may hold.</summary>
public abstract record SampleMessage : IControlMessage;

public enum SampleVerdict : byte
{
    Admitted = 1,
    Refused = 7,
}

public readonly record struct SampleNode(string Address, int Uid);

public sealed record SampleShare(SampleNode Worker, ShardIndex First, ShardIndex End);

public sealed record SamplePlan(
    long Term,
    PhaseNumber From,
    PhaseNumber? Last,
    Lineage Base,
    IReadOnlyList<SampleShare> Shares,
    IReadOnlyList<SampleNode> Averagers,
    string Reason) : SampleMessage;

public sealed record SampleReport(
    RunId Run,
    Digest? Final,
    SampleVerdict Verdict,
    SampleVerdict? Last,
    SampleShare? Share,
    string? Remark,
    TimeSpan Took,
    TimeSpan? Longest,
    IReadOnlyList<string?> Notes,
    IReadOnlyList<long>? Steps,
    IReadOnlyList<SampleVerdict> Verdicts,
    IReadOnlyList<IReadOnlyList<double>> Losses) : SampleMessage;

public sealed record SampleNumbers(
    bool Truth, byte Byte, sbyte SignedByte, short Short, ushort UnsignedShort, int Int, uint UnsignedInt, long Long, ulong UnsignedLong, float Float, double Double)
    : SampleMessage;

public sealed record SampleSubscription(IActorRef Subscriber, IActorRef? Watcher, Address Node, IReadOnlyList<IActorRef> Others) : SampleMessage;

public sealed record SampleGeneric(SamplePair<PhaseNumber, string> Pair) : SampleMessage;

public readonly record struct SamplePair<TFirst, TSecond>(TFirst First, TSecond Second);

public readonly record struct SampleLeaving(SampleNode Node) : IControlMessage;

public sealed record SampleNothing : SampleMessage;

/// <summary>Not a control message: it counts how often somebody makes one from a payload.</summary>
public sealed class Planted
{
    private static int _made;

    private string? _command;

    public static int Made => Volatile.Read(ref _made);

    public string? Command
    {
        get => _command;
        set
        {
            _command = value;
            Interlocked.Increment(ref _made);
        }
    }
}
