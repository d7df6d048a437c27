using System.Net;
using System.Net.Sockets;
using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Configuration;
using GanCluster.Cluster.Nodes;
using GanCluster.Cluster.Serialization;
using GanCluster.Cluster.Tests.DataPlane;
using GanCluster.Cluster.Tests.Serialization;
using GanCluster.Core.Identity;
using GanCluster.Core.Membership;
using GanCluster.Core.Protocol;
using GanCluster.Core.Wire;
using Microsoft.Extensions.Logging.Abstractions;

namespace GanCluster.EndToEnd.Tests.Hostile;

/// <summary>Speaks to both ports of a node, and never a true word: frames and control payloads that were in order once, and were damaged.</summary>
internal sealed class HostilePeer : IAsyncDisposable
{
    private const string Quiet = "akka.loglevel = OFF\nakka.stdout-loglevel = OFF\nakka.actor.provider = remote\nakka.remote.dot-netty.tcp.hostname = 127.0.0.1\nakka.remote.dot-netty.tcp.port = 0\n";
    private const int ControlSerializer = -5, Volley = 500;

    private readonly ActorSystem _honest = ActorSystem.Create("honest", BootstrapSetup.Create()
        .WithConfig(ControlSerialization.Config.WithFallback(ConfigurationFactory.ParseString(Quiet)))
        .And(new ControlMessageSetup(Protocol, new RefusalLog(NullLogger.Instance))));

    private readonly ActorSystem _system = ActorSystem.Create("stranger", ConfigurationFactory.ParseString(Quiet + RawSerializer.Config));
    private readonly Mutations _mutations = new(seed: 21);
    private readonly byte[][] _messages;

    public HostilePeer()
    {
        var serializer = ((ExtendedActorSystem)_honest).Serialization.FindSerializerForType(typeof(StopRequested));
        var values = new GeneratedValues(seed: 22, [_honest.ActorOf(Props.Empty)]);
        _messages = [.. Enumerable.Range(0, 20).SelectMany(_ => Protocol.Messages.Select(type => serializer.ToBinary(values.Message(type))))];
    }

    private static ControlProtocol Protocol { get; } = ControlProtocol.Of(typeof(IControlMessage).Assembly, typeof(ClusterNode).Assembly);

    /// <summary>Sends mutated control messages to the node's actors, and waits until each has been judged.</summary>
    /// <param name="node"><c>HOST:PORT</c> of its control plane.</param>
    public async Task SendPayloads(string node, int count)
    {
        string[] actors = ["worker", "coordinator/singleton"];
        var targets = await Task.WhenAll(actors.Select(actor => Resolve($"akka.tcp://gancluster@{node}/user/{actor}")));
        for (var i = 0; i < count; i++)
        {
            targets[i % targets.Length].Tell(new RawPayload(ControlSerializer, "", _mutations.Of(_messages[i % _messages.Length])));
            if (i % Volley == Volley - 1) foreach (var target in targets) await Resolve(target.Path.ToString());
        }
    }

    /// <summary>Sends mutated hellos, and mutated contributions after a hello that is in order, one a connection, and waits until the node has closed each.</summary>
    public static void SendFrames(IPEndPoint node, RunId run, int count, int seed)
    {
        Span<byte> payload = stackalloc byte[Hello.LongestSize];
        payload = payload[..new Hello(new NodeId("stranger", 1), ConnectionPurpose.Contributions).Write(payload)];
        var hello = Wire(new FrameHeader { Kind = FrameKind.Hello }, run, payload);
        var contribution = Wire(new FrameHeader { Kind = FrameKind.Contribution, Lineage = new Lineage(Digest.Of("lineage"u8)), Phase = new PhaseNumber(12) }, run, new byte[1_024]);
        var mutation = new Mutation(seed);
        Span<byte> answer = stackalloc byte[512];
        for (var i = 0; i < count; i++)
        {
            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { LingerState = new LingerOption(true, 0) };
            try
            {
                socket.Connect(node);
                socket.Send(i % 4 == 0 ? [.. hello, .. mutation.Of(contribution)] : mutation.Of(hello));
                socket.Shutdown(SocketShutdown.Send);
                while (socket.Receive(answer) > 0)
                {
                }
            }
            catch (SocketException exception) when (exception.SocketErrorCode is SocketError.ConnectionReset or SocketError.Shutdown or SocketError.NotConnected)
            {
                // Closed with bytes unread: judged before the last of them came.
            }
        }
    }

    public async ValueTask DisposeAsync() => await Task.WhenAll(_system.Terminate(), _honest.Terminate());

    private Task<IActorRef> Resolve(string path) => _system.ActorSelection(path).ResolveOne(TimeSpan.FromSeconds(60));

    private static byte[] Wire(FrameHeader header, RunId run, ReadOnlySpan<byte> payload)
    {
        var bytes = new byte[FrameLayout.HeaderSize + payload.Length];
        (header with { Run = run, Length = payload.Length, Checksum = FrameHeader.ChecksumOf(payload) }).Write(bytes);
        payload.CopyTo(bytes.AsSpan(FrameLayout.HeaderSize));
        return bytes;
    }
}
