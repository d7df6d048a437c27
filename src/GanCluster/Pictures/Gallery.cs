using System.Collections.Concurrent;
using GanCluster.Core.Options;
using GanCluster.Training.Checkpoints;
using Microsoft.Extensions.Logging;

namespace GanCluster.Pictures;

/// <summary>
/// A run's <c>samples/</c>: drawn and written by a thread of its own, so that training waits for neither. What can't be written is logged, and
/// training goes on.
/// </summary>
internal sealed partial class Gallery : IDisposable
{
    private readonly string _folder;
    private readonly CheckpointData _data;
    private readonly DataSource _source;
    private readonly ILogger _log;
    private readonly Action<long> _drawn;
    private readonly BlockingCollection<(string Path, long Step, Func<byte[]> Paint)> _pictures = new(boundedCapacity: 16);
    private readonly Thread _thread;

    /// <param name="drawn">Told the step of each picture that is written, on the gallery's thread.</param>
    public Gallery(string folder, CheckpointData data, DataSource source, ILogger log, Action<long> drawn)
    {
        (_folder, _data, _source, _log, _drawn) = (folder, data, source, log, drawn);
        _thread = new Thread(Work) { IsBackground = true, Name = "gallery" };
        _thread.Start();
    }

    /// <summary>The newest picture that was written.</summary>
    public string? Newest { get; private set; }

    /// <param name="samples">As the generator gives them.</param>
    /// <param name="step">The step after which they were drawn.</param>
    public void AddSamples(float[] samples, int count, long step) =>
        _pictures.Add((Path.Combine(_folder, $"step-{step:D7}.png"), step, () => SamplePicture.Png(samples, count, _data, _source, step)));

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
        foreach (var (path, step, paint) in _pictures.GetConsumingEnumerable())
        {
            try
            {
                var temporary = path + ".tmp";
                Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                File.WriteAllBytes(temporary, paint());
                File.Move(temporary, path, overwrite: true);
                Newest = path;
                _drawn(step);
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
            {
                LogNotWritten(_log, path, failure.Message);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Picture} can't be written ({Why}): training goes on without it; free some space or make the folder again")]
    private static partial void LogNotWritten(ILogger logger, string picture, string why);
}
