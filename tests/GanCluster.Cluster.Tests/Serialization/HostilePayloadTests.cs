using System.Buffers.Binary;
using System.Diagnostics;
using GanCluster.Cluster.Serialization;
using Hyperion;
using Hyperion.Internal;

namespace GanCluster.Cluster.Tests.Serialization;

[Collection(nameof(Alone))]
public sealed class HostilePayloadTests : IAsyncDisposable
{
    private readonly ControlSystem _system = new();

    public ValueTask DisposeAsync() => _system.DisposeAsync();

    [Fact]
    public void Payload_Mutated100000Times_IsNeverAccepted()
    {
        var mutations = new Mutations(seed: 8);
        var payloads = Payloads();
        for (var i = 0; i < 2_000; i++) _system.RefusalOf(mutations.Of(payloads[i % payloads.Length]));
        var before = GC.GetTotalMemory(forceFullCollection: true);

        for (var i = 0; i < 100_000; i++)
        {
            var refusal = _system.RefusalOf(mutations.Of(payloads[i % payloads.Length]));
            Assert.True(refusal is ControlRefusal.Damaged or ControlRefusal.TooShort or ControlRefusal.TooLong, $"mutation {i}: {refusal}");
        }

        // Other tests run beside this one; 100 bytes kept of each would be more.
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, 10_000_000);
    }

    /// <summary>Without the checksum's help: whoever makes a payload by hand can compute one too.</summary>
    [Fact]
    public void Payload_MutatedAndSealedAgain_IsRefusedOrAWholeMessageAndNeverAllocatesMuch()
    {
        var mutations = new Mutations(seed: 9);
        var payloads = Payloads();
        var (accepted, most) = (0, 0L);
        for (var i = 0; i < 60_000; i++)
        {
            var payload = mutations.Of(payloads[i % payloads.Length]);
            if (payload.Length <= ControlFrame.HeaderLength) continue;
            payloads[i % payloads.Length].AsSpan(0, ControlFrame.HeaderLength).CopyTo(payload);
            ControlFrame.Seal(payload);
            var before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                var message = _system.Serializer.FromBinary(payload, null!);
                Assert.Contains(message.GetType(), ControlSystem.Protocol.Messages);
                accepted++;
            }
            catch (ControlMessageRefusedException refused)
            {
                Assert.True(refused.Refusal is ControlRefusal.Malformed or ControlRefusal.TooLong, refused.Message);
            }

            if (i > 1_000) most = Math.Max(most, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        // Mutated numbers and letters are numbers and letters; the checksum is there for them.
        Assert.InRange(accepted, 1, 40_000);
        Assert.InRange(most, 0, 1_000_000);
    }

    [Fact]
    public void Payload_CutAnywhere_IsRefusedWithAndWithoutItsChecksum()
    {
        foreach (var payload in Payloads())
        {
            for (var length = 0; length < payload.Length; length++)
            {
                var cut = payload[..length];
                Assert.NotNull(_system.RefusalOf(cut));
                if (length <= ControlFrame.HeaderLength) continue;
                ControlFrame.Seal(cut);
                Assert.Equal(ControlRefusal.Malformed, _system.RefusalOf(cut));
            }
        }
    }

    [Fact]
    public void Payload_WithSomethingBehindIt_IsRefused()
    {
        byte[] longer = [.. _system.Serializer.ToBinary(HyperionSerializerTests.Plan()), 0];
        ControlFrame.Seal(longer);

        var refused = Assert.Throws<ControlMessageRefusedException>(() => _system.Serializer.FromBinary(longer, null!));

        Assert.Contains("not a SamplePlan: 1 bytes are left over", refused.Message);
    }

    [Fact]
    public void Payload_ThatNamesAnotherType_IsRefusedAndNothingIsMade()
    {
        byte[][] contents =
        [
            Unfiltered(new Planted { Command = "touch /tmp/owned" }),
            Unfiltered(new Action(() => Console.WriteLine("owned"))),
            Unfiltered(typeof(Process)),
            Unfiltered(new SampleShare(new SampleNode("a", 1), default, default)),
            Unfiltered("text"),
            Unfiltered(new object[] { new Planted() }),
            Named("System.Diagnostics.Process, System.Diagnostics.Process"),
            Named("System.IO.FileInfo, System.Private.CoreLib,%core%"),
        ];
        var made = Planted.Made;
        foreach (var content in contents) Assert.Equal(ControlRefusal.Malformed, _system.RefusalOf(Framed(content)));
        Assert.Equal(made, Planted.Made);
    }

    [Fact]
    public void Payload_ThatAnnounces2GB_AllocatesNothing()
    {
        byte[] name = [255, 0xff, 0xff, 0xff, 0x7f];
        var list = _system.Serializer.ToBinary((SampleReport)_system.Values(seed: 3).Message(typeof(SampleReport)) with { Verdicts = [SampleVerdict.Refused] });
        byte[][] payloads = [Framed(name), Framed([9, 0xff, 0xff, 0xff, 0x7f]), Framed([252, 2, 0xff, 0xff, 0xff, 0x7f])];
        foreach (var payload in payloads) _system.RefusalOf(payload);
        var before = GC.GetAllocatedBytesForCurrentThread();

        foreach (var payload in payloads) Assert.Equal(ControlRefusal.Malformed, _system.RefusalOf(payload));
        for (var at = ControlFrame.HeaderLength; at + sizeof(int) <= list.Length; at++)
        {
            var huge = list.ToArray();
            BinaryPrimitives.WriteInt32LittleEndian(huge.AsSpan(at), int.MaxValue);
            ControlFrame.Seal(huge);
            _system.RefusalOf(huge);
        }

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 100_000_000);
    }

    /// <summary>The list behind the walk: Hyperion asked directly.</summary>
    [Fact]
    public void Filter_WithHyperionAlone_LetsAllowedTypesPassAndRefusesOthers()
    {
        var hyperion = new Serializer(new SerializerOptions(false, false, null, null, null, true, null, true, ControlSystem.Protocol.Filter));
        using var stream = new MemoryStream();
        var share = new SampleShare(new SampleNode("a", 1), default, default);

        hyperion.Serialize(share, stream);
        stream.Position = 0;

        Assert.Equal(share, hyperion.Deserialize<SampleShare>(stream));
        Assert.Throws<UserEvilDeserializationException>(() => hyperion.Serialize(new Planted(), stream));
        Assert.Throws<UserEvilDeserializationException>(() => hyperion.Deserialize(new MemoryStream(Unfiltered(new Planted()))));
    }

    private static byte[] Unfiltered(object content)
    {
        using var stream = new MemoryStream();
        new Serializer(new SerializerOptions(false, false, null, null, null, true, null, false, null)).Serialize(content, stream);
        return stream.ToArray();
    }

    private static byte[] Named(string type) => [255, .. BitConverter.GetBytes(type.Length), .. System.Text.Encoding.UTF8.GetBytes(type), 0, 0, 0, 0];

    /// <summary>Behind the header of a message that is known.</summary>
    private byte[] Framed(byte[] content)
    {
        byte[] frame = [.. _system.Serializer.ToBinary(HyperionSerializerTests.Plan()).AsSpan(0, ControlFrame.HeaderLength), .. content];
        ControlFrame.Seal(frame);
        return frame;
    }

    private byte[][] Payloads()
    {
        var values = _system.Values(seed: 4);
        return [.. ControlSystem.Protocol.Messages.Select(type => _system.Serializer.ToBinary(values.Message(type)))];
    }
}
