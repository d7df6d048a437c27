using System.Globalization;
using GanCluster.Core;
using GanCluster.Core.Training;
using GanCluster.Pictures;
using GanCluster.Runs;
using Google.Protobuf;
using Microsoft.Extensions.Logging;
using Tensorboard;

namespace GanCluster.TensorBoard;

/// <summary>
/// What TensorBoard shows of a run: each statistic of a network (<c>discriminator/loss</c>) every tenth step, and the pictures as they appear, whoever draws
/// them. A process that goes on with the run begins a file of its own.
/// </summary>
/// <param name="folder">Of the files of events.</param>
/// <param name="samples">The run's pictures.</param>
internal sealed partial class TensorBoardRecorder(string folder, SampleFolder samples, TimeProvider time, ILogger log) : ITrainingObserver, IDisposable
{
    private const int EverySteps = 10;

    private EventFile? _file;

    // The newest picture that is shown; on the file's thread.
    private long _shown = -1;

    /// <returns>Null where it isn't wanted.</returns>
    public static TensorBoardRecorder? For(bool isWanted, RunFolder folder, TimeProvider time, ILoggerFactory loggers) =>
        isWanted ? new TensorBoardRecorder(folder.TensorBoard, new SampleFolder(folder.Samples), time, loggers.CreateLogger<TensorBoardRecorder>()) : null;

    public void OnStarted(TrainingStart start)
    {
        if (!TryMakeFolder()) return;
        var name = string.Create(CultureInfo.InvariantCulture, $"events.out.tfevents.{time.GetUtcNow().ToUnixTimeSeconds():D10}.{Environment.MachineName}.{Environment.ProcessId}");
        if (start.Step > 0) _shown = start.Step;
        // TensorBoard drops what an earlier process did after this step: it is done again.
        var happened = EventAt(start.Step);
        _file = new EventFile(Path.Combine(folder, name), happened.WallTime, log);
        happened.SessionLog = new SessionLog { Status = SessionLog.Types.SessionStatus.Start };
        _file.Add(() => [happened]);
    }

    public void OnStep(StepReport report)
    {
        if (_file is null) return;
        if (report.Evaluation is { } evaluation) _file.Add(() => [FigureOf(evaluation)]);
        if (report.Step % EverySteps != 0) return;
        var happened = EventAt(report.Step);
        _file.Add(() =>
        {
            happened.Summary = ScalarsOf(report);
            return NewPictures().Append(happened);
        });
    }

    public void Dispose()
    {
        _file?.Add(NewPictures);
        _file?.Dispose();
    }

    private static Summary ScalarsOf(StepReport report)
    {
        var values = StepStatistics.Of(report).Select(of => new Summary.Types.Value { Tag = $"{of.Network}/{of.Name}", SimpleValue = (float)of.Value });
        return new Summary { Value = { values } };
    }

    // At the step that was judged, not the one that brings it.
    private Event FigureOf(EvaluationVerdict evaluation)
    {
        var happened = EventAt(evaluation.Step);
        happened.Summary = new Summary { Value = { new Summary.Types.Value { Tag = $"evaluation/{evaluation.Figure}", SimpleValue = (float)evaluation.Value } } };
        return happened;
    }

    private static Summary PictureOf(byte[] png, PngHeader header) => new()
    {
        Value =
        {
            new Summary.Types.Value
            {
                Tag = "samples",
                Image = new Summary.Types.Image { Width = header.Width, Height = header.Height, Colorspace = 4, EncodedImageString = ByteString.CopyFrom(png) },
            },
        },
    };

    private IEnumerable<Event> NewPictures()
    {
        foreach (var step in samples.Steps.Where(step => step > _shown))
        {
            _shown = step;
            var png = File.ReadAllBytes(samples.PathOf(step));
            if (!PngHeader.TryRead(png, out var header)) continue;
            var happened = EventAt(step);
            happened.Summary = PictureOf(png, header);
            yield return happened;
        }
    }

    private Event EventAt(long step) => new() { WallTime = time.GetUtcNow().ToUnixTimeMilliseconds() / 1000.0, Step = step };

    private bool TryMakeFolder()
    {
        try
        {
            Directory.CreateDirectory(folder);
            return true;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            LogNoFolder(log, folder, failure.Message);
            return false;
        }
    }

    [LoggerMessage(EventId = EventIds.FileNotWritten, Level = LogLevel.Error, Message = "{Folder} can't be made ({Why}): training goes on without TensorBoard's files")]
    private static partial void LogNoFolder(ILogger logger, string folder, string why);
}
