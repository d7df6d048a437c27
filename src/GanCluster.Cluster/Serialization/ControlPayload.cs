using GanCluster.Cluster.Serialization.Shapes;

namespace GanCluster.Cluster.Serialization;

/// <summary>The checks between the wire and Hyperion, cheapest first. None of them allocates in proportion to what a payload claims.</summary>
internal static class ControlPayload
{
    /// <exception cref="ControlMessageRefusedException">Too long, too short, damaged, or of another version.</exception>
    public static ControlMessageType TypeOf(ReadOnlySpan<byte> frame, ControlProtocol protocol)
    {
        if (frame.Length >= ControlFrame.TooLong) throw Refused(ControlRefusal.TooLong, $"{frame.Length} bytes, where fewer than {ControlFrame.TooLong} are allowed");
        if (frame.Length <= ControlFrame.HeaderLength) throw Refused(ControlRefusal.TooShort, $"{frame.Length} bytes are shorter than a header");
        if (!ControlFrame.IsIntact(frame)) throw Refused(ControlRefusal.Damaged, "its checksum doesn't fit");
        var fingerprint = ControlFrame.FingerprintOf(frame);
        return protocol.Find(fingerprint)
            ?? throw Refused(ControlRefusal.Unknown, $"this program has no message {fingerprint:x16}: run the same version on every node");
    }

    /// <exception cref="ControlMessageRefusedException">Not what a message of that type is written as.</exception>
    public static void Check(ControlMessageType type, ReadOnlySpan<byte> content)
    {
        var walk = new PayloadWalk(content);
        if (type.Shape.Walk(ref walk) && (walk.Remaining == 0 || walk.Fail($"{walk.Remaining} bytes are left over"))) return;
        throw Refused(ControlRefusal.Malformed, $"not a {type.Type.Name}: {walk.Problem}");
    }

    private static ControlMessageRefusedException Refused(ControlRefusal refusal, string sentence) => new(refusal, sentence);
}
