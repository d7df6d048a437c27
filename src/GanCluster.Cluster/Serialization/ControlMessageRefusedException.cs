using System.Runtime.Serialization;

namespace GanCluster.Cluster.Serialization;

/// <summary>
/// A control message that isn't sent or isn't accepted. Akka.Remote catches it, drops that message and keeps the association, which is why an expected
/// failure is an exception here: a <see cref="Akka.Serialization.Serializer"/> has no other way to say no.
/// </summary>
public sealed class ControlMessageRefusedException : SerializationException
{
    public ControlMessageRefusedException(ControlRefusal refusal, string sentence, Exception? cause = null)
        : base(sentence, cause) => Refusal = refusal;

    public ControlRefusal Refusal { get; }
}
