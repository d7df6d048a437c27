using System.Buffers;
using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;
using GanCluster.Runs;
using Google.Protobuf;
using Microsoft.Extensions.Logging;
using Tensorboard;

namespace GanCluster.TensorBoard;

/// <summary>
/// A file of events as TensorBoard reads them: TFRecord frames, each a protocol buffer <c>Event</c>. A frame is its length (u64), the masked CRC-32C of that,
/// the event, and the masked CRC-32C of that, all little-endian (tensorflow/core/lib/io/record_writer.h).
/// </summary>
internal sealed class EventFile : IDisposable
{
    // What makes TensorBoard drop the points after a restart's step, when a SessionLog says where that was.
    private const string FileVersion = "brain.Event:2";

    private readonly AppendedFile _file;

    /// <param name="began">Seconds since 1970.</param>
    public EventFile(string path, double began, ILogger log)
    {
        _file = new AppendedFile(path, log);
        Add(() => [new Event { WallTime = began, FileVersion = FileVersion }]);
    }

    /// <param name="happened">Makes the events, on the file's thread.</param>
    public void Add(Func<IEnumerable<Event>> happened) => _file.Add(frames =>
    {
        foreach (var one in happened()) WriteFrame(frames, one.ToByteArray());
    });

    /// <summary>Waits until every event that was added is written.</summary>
    public void Dispose() => _file.Dispose();

    private static void WriteFrame(IBufferWriter<byte> frame, ReadOnlySpan<byte> content)
    {
        var length = frame.GetSpan(sizeof(ulong))[..sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)content.Length);
        var checksum = MaskedChecksum(length);
        frame.Advance(sizeof(ulong));
        WriteChecksum(frame, checksum);
        frame.Write(content);
        WriteChecksum(frame, MaskedChecksum(content));
    }

    private static void WriteChecksum(IBufferWriter<byte> frame, uint checksum)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(frame.GetSpan(sizeof(uint)), checksum);
        frame.Advance(sizeof(uint));
    }

    // Masked, so that the checksum of bytes that hold a checksum is no constant.
    private static uint MaskedChecksum(ReadOnlySpan<byte> bytes)
    {
        var checksum = uint.MaxValue;
        var words = MemoryMarshal.Cast<byte, ulong>(bytes);
        foreach (var word in words) checksum = BitOperations.Crc32C(checksum, word);
        foreach (var value in bytes[(words.Length * sizeof(ulong))..]) checksum = BitOperations.Crc32C(checksum, value);
        return BitOperations.RotateRight(~checksum, 15) + 0xa282ead8;
    }
}
