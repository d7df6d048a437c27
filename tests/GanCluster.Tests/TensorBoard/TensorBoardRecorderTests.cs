using System.Buffers.Binary;
using GanCluster.Core.Training;
using GanCluster.Runs;
using GanCluster.TensorBoard;
using GanCluster.Tests.Progress;
using Google.Protobuf;
using Microsoft.Extensions.Logging.Abstractions;
using SkiaSharp;
using Tensorboard;

namespace GanCluster.Tests.TensorBoard;

public sealed class TensorBoardRecorderTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;

    private string Samples => Path.Combine(_folder, "samples");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void ARun_HasItsScalarsEveryTenthStepAndEachPictureOnce()
    {
        Directory.CreateDirectory(Samples);
        using (var recorder = Recorder())
        {
            recorder.OnStarted(new TrainingStart(0, 25));
            WritePicture(0);
            for (var step = 1; step <= 25; step++)
            {
                if (step == 15) WritePicture(12);
                // As another node's disk may have left it.
                if (step == 15) File.WriteAllBytes(new SampleFolder(Samples).PathOf(13), [1, 2, 3]);
                recorder.OnStep(Reports.Of(step, step / 10.0, discriminatorLoss: step));
            }

            WritePicture(25);
        }

        var events = Events();
        Assert.Equal("brain.Event:2", events[0].FileVersion);
        Assert.Equal(SessionLog.Types.SessionStatus.Start, events[1].SessionLog.Status);
        var values = events.Where(one => one.Summary is not null).SelectMany(one => one.Summary.Value.Select(value => (one.Step, Value: value))).ToList();
        Assert.Equal([(10, 10f), (20, 20f)], values.Where(one => one.Value.Tag == "discriminator/loss").Select(one => ((int)one.Step, one.Value.SimpleValue)));
        Assert.Contains(values, one => one.Value.Tag == "generator/gradientNorm");
        var pictures = values.Where(one => one.Value.Tag == "samples").ToList();
        Assert.Equal([0, 12, 25], pictures.Select(one => one.Step));
        Assert.All(pictures, one => Assert.Equal((3, 2), (one.Value.Image.Width, one.Value.Image.Height)));
        Assert.All(pictures, one => Assert.Equal(File.ReadAllBytes(new SampleFolder(Samples).PathOf(one.Step)), one.Value.Image.EncodedImageString.ToByteArray()));
    }

    [Fact]
    public void AResumedRun_BeginsAFileThatTakesItsLaterStepsBack()
    {
        Directory.CreateDirectory(Samples);
        WritePicture(10);
        WritePicture(30);
        using (var recorder = Recorder()) recorder.OnStarted(new TrainingStart(20, 40));

        var events = Events();
        Assert.Equal((20L, SessionLog.Types.SessionStatus.Start), (events[1].Step, events[1].SessionLog.Status));
        // The picture of a step that is done again is shown; those before it stand in the earlier file.
        Assert.Equal([30L], events.Where(one => one.Summary is not null).Select(one => one.Step));
    }

    // As files of TensorFlow begin: a length of 24, its checksum, "brain.Event:2" after a time.
    [Fact]
    public void Frames_BeginAsThoseOfTensorFlow()
    {
        using (var recorder = Recorder()) recorder.OnStarted(new TrainingStart(0, 1));
        var bytes = File.ReadAllBytes(EventsFile());
        // "\x18\0\0\0\0\0\0\0\xa3\x7fK\"", with which every file of TensorFlow's summary writer begins.
        byte[] expected = [0x18, 0, 0, 0, 0, 0, 0, 0, 0xa3, 0x7f, 0x4b, 0x22];
        Assert.Equal(expected, bytes[..12]);
    }

    private TensorBoardRecorder Recorder() => new(_folder, new SampleFolder(Samples), TimeProvider.System, NullLogger.Instance);

    private void WritePicture(long step)
    {
        using var bitmap = new SKBitmap(3, 2);
        new SampleFolder(Samples).Write(step, bitmap.Encode(SKEncodedImageFormat.Png, 100).ToArray());
    }

    private string EventsFile() => Assert.Single(Directory.GetFiles(_folder, "events.out.tfevents.*"));

    /// <summary>Reads frames as TensorBoard does: fails where a checksum is wrong.</summary>
    private List<Event> Events()
    {
        var (bytes, events) = (File.ReadAllBytes(EventsFile()), new List<Event>());
        for (var at = 0; at < bytes.Length;)
        {
            var length = (int)BinaryPrimitives.ReadUInt64LittleEndian(bytes.AsSpan(at));
            Assert.Equal(MaskedChecksum(bytes.AsSpan(at, 8)), BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(at + 8)));
            var content = bytes.AsSpan(at + 12, length);
            Assert.Equal(MaskedChecksum(content), BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(at + 12 + length)));
            var happened = new Event();
            happened.MergeFrom(new CodedInputStream(content.ToArray()));
            events.Add(happened);
            at += 16 + length;
        }

        return events;
    }

    // CRC-32C (Castagnoli) bit by bit, reflected.
    private static uint MaskedChecksum(ReadOnlySpan<byte> bytes)
    {
        var checksum = uint.MaxValue;
        foreach (var value in bytes)
        {
            checksum ^= value;
            for (var bit = 0; bit < 8; bit++) checksum = (checksum >> 1) ^ (0x82f63b78 & (0 - (checksum & 1)));
        }

        checksum = ~checksum;
        return ((checksum >> 15) | (checksum << 17)) + 0xa282ead8;
    }
}
