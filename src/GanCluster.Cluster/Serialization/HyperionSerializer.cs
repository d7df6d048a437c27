using Akka.Actor;
using Akka.Util;
using Hyperion;
using AkkaSerializer = Akka.Serialization.Serializer;

namespace GanCluster.Cluster.Serialization;

/// <summary>
/// Hyperion for Akka.NET, in the place of the package Akka.Serialization.Hyperion, with its identifier: the control messages of one protocol and nothing else.
/// Both ways, a payload is shorter than 32 KB and is walked along its type's shape; nothing is deserialized, and nothing large allocated, before that.
/// </summary>
public sealed class HyperionSerializer : AkkaSerializer
{
    private readonly ControlProtocol _protocol;
    private readonly RefusalLog _log;
    private readonly Serializer _hyperion;

    /// <summary>The constructor that Akka.NET calls.</summary>
    /// <exception cref="InvalidOperationException">The system has no <see cref="ControlMessageSetup"/>.</exception>
    public HyperionSerializer(ExtendedActorSystem system)
        : this(system, ControlSerialization.SetupOf(system))
    {
    }

    internal HyperionSerializer(ExtendedActorSystem system, ControlMessageSetup setup)
        : base(system)
    {
        (_protocol, _log) = (setup.Protocol, setup.Log);
        _hyperion = new Serializer(new SerializerOptions(
            versionTolerance: false, // the fingerprint says more, and the walk relies on bare primitives
            preserveObjectReferences: false, // messages are trees
            surrogates: [Surrogate.Create<ISurrogated, ISurrogate>(from => from.ToSurrogate(system), to => to.FromSurrogate(system))],
            serializerFactories: [new ListSerializerFactory(_protocol.ListElements)],
            knownTypes: [], // numbered types would shift between versions of the program; names don't
            ignoreISerializable: true,
            packageNameOverrides: null,
            disallowUnsafeTypes: true, // false would turn the filter off
            typeFilter: _protocol.Filter));
    }

    public override int Identifier => -5;

    public override bool IncludeManifest => false;

    /// <exception cref="ControlMessageRefusedException">Not a control message, too long, or holding a null where its type says that there is none.</exception>
    public override byte[] ToBinary(object obj)
    {
        try
        {
            return Serialize(obj);
        }
        catch (Exception cause)
        {
            var refused = AsRefusal(cause, obj.GetType().Name);
            _log.Sending(refused);
            throw refused;
        }
    }

    /// <param name="type">Ignored: the payload's fingerprint says what it is.</param>
    /// <exception cref="ControlMessageRefusedException">Anything but a whole, undamaged control message of this program.</exception>
    public override object FromBinary(byte[] bytes, Type type)
    {
        try
        {
            return Deserialize(bytes);
        }
        catch (Exception cause)
        {
            var refused = AsRefusal(cause, "a payload");
            _log.Receiving(refused, bytes.Length);
            throw refused;
        }
    }

    private byte[] Serialize(object message)
    {
        var type = _protocol.Find(message.GetType())
            ?? throw Refused(ControlRefusal.NotAControlMessage, $"{message.GetType()} isn't a control message: mark it {nameof(Core.Protocol.IControlMessage)}");
        using var stream = new BoundedStream();
        stream.Write(stackalloc byte[ControlFrame.HeaderLength]);
        _hyperion.Serialize(message, stream);
        var frame = stream.ToArray();
        ControlPayload.Check(type, frame.AsSpan(ControlFrame.HeaderLength));
        ControlFrame.WriteHeader(frame, type.Fingerprint);
        return frame;
    }

    private object Deserialize(byte[] frame)
    {
        var type = ControlPayload.TypeOf(frame, _protocol);
        ControlPayload.Check(type, frame.AsSpan(ControlFrame.HeaderLength));
        using var stream = new MemoryStream(frame, ControlFrame.HeaderLength, frame.Length - ControlFrame.HeaderLength, writable: false);
        return _hyperion.Deserialize(stream);
    }

    private static ControlMessageRefusedException AsRefusal(Exception cause, string what)
    {
        for (var inner = cause; inner is not null; inner = inner.InnerException)
        {
            if (inner is ControlMessageRefusedException refused) return Refused(refused.Refusal, $"{what}: {refused.Message}", cause);
        }

        return Refused(ControlRefusal.Malformed, $"{what}: {cause.Message}", cause);
    }

    private static ControlMessageRefusedException Refused(ControlRefusal refusal, string sentence, Exception? cause = null) => new(refusal, sentence, cause);
}
