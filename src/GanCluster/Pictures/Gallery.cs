using System.Collections.Concurrent;
using GanCluster.Core;
using GanCluster.Core.Options;
using GanCluster.Runs;
using GanCluster.Training.Checkpoints;
using Microsoft.Extensions.Logging;

namespace GanCluster.Pictures;

/// <summary>
/// A run's <c>samples/</c>: drawn and written by a thread of its own, so that training waits for neither. What can't be written is logged, and
/// training goes on.
/// </summary>
internal sealed partial class Gallery : IDisposable
{
    private readonly SampleFolder _folder;
    private readonly CheckpointData _data;
    private readonly OpenChoice<DataSource> _source;
    private readonly PointCloud? _cloud;
    private readonly ILogger _log;
    private readonly Action<long> _drawn;
    private readonly BlockingCollection<(long Step, Func<byte[]> Paint)> _pictures = new(boundedCapacity: 16);
    private readonly Thread _thread;

    /// <param name="cloud">Of the data, where its modes aren't known.</param>
    /// <param name="drawn">Told the step of each picture that is written, on the gallery's thread.</param>
    public Gallery(string folder, CheckpointData data, OpenChoice<DataSource> source, PointCloud? cloud, ILogger log, Action<long> drawn)
    {
        (_folder, _data, _source, _cloud, _log, _drawn) = (new SampleFolder(folder), data, source, cloud, log, drawn);
        _thread = new Thread(Work) { IsBackground = true, Name = "gallery" };
        _thread.Start();
    }

    /// <summary>The newest picture that was written.</summary>
    public string? Newest { get; private set; }

    /// <param name="samples">As the generator gives them.</param>
    /// <param name="step">The step after which they were drawn.</param>
    public void AddSamples(float[] samples, int count, long step) =>
        _pictures.Add((step, () => SamplePicture.Png(samples, count, _data, _source, step, cloud: _cloud)));

    /// <summary>Waits for the last picture; no more can be added.</summary>
    public void Finish()
    {
        _pictures.CompleteAdding();
        _thread.Join();
    }

    public void Dispose()
    {
        Finish();
        _pictures.Dispose();
    }

    private void Work()
    {
        foreach (var (step, paint) in _pictures.GetConsumingEnumerable())
        {
            try
            {
                _folder.Write(step, paint());
                Newest = _folder.PathOf(step);
                _drawn(step);
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
            {
                LogNotWritten(_log, _folder.PathOf(step), failure.Message);
            }
        }
    }

    [LoggerMessage(EventId = EventIds.PictureNotWritten, Level = LogLevel.Error, Message = "{Picture} can't be written ({Why}): training goes on without it; free some space or make the folder again")]
    private static partial void LogNotWritten(ILogger logger, string picture, string why);
}
