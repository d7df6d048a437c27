namespace GanCluster.Training.Data;

/// <summary>
/// The bytes of all samples, each <see cref="SampleSize"/> long, in pages: one array ends at 2 GB. Written while loading, then only
/// read, from any thread.
/// </summary>
internal sealed class SampleBytes
{
    private const int PageSize = 1 << 26;

    private readonly byte[][] _pages;
    private readonly int _samplesPerPage;

    private SampleBytes(long count, int sampleSize)
    {
        Count = count;
        SampleSize = sampleSize;
        _samplesPerPage = Math.Max(1, PageSize / sampleSize);
        _pages = new byte[(count + _samplesPerPage - 1) / _samplesPerPage][];
    }

    public long Count { get; }

    public int SampleSize { get; }

    public IReadOnlyList<byte[]> Pages => _pages;

    public static SampleBytes Allocate(long count, int sampleSize)
    {
        var bytes = new SampleBytes(count, sampleSize);
        for (var page = 0; page < bytes._pages.Length; page++) bytes._pages[page] = bytes.NewPage(page);
        return bytes;
    }

    /// <summary>
    /// Takes the samples from a stream, a page at a time, so that a size that the stream doesn't have is never allocated.
    /// </summary>
    /// <returns>What was read, and its length: less than count · sampleSize if the stream ended early.</returns>
    public static (SampleBytes Bytes, long Length) Read(Stream stream, long count, int sampleSize)
    {
        var bytes = new SampleBytes(count, sampleSize);
        long length = 0;
        for (var page = 0; page < bytes._pages.Length; page++)
        {
            var content = bytes._pages[page] = bytes.NewPage(page);
            var read = stream.ReadAtLeast(content, content.Length, throwOnEndOfStream: false);
            length += read;
            if (read < content.Length) break;
        }
        return (bytes, length);
    }

    public Span<byte> this[long sample]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfNegative(sample);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(sample, Count);
            var (page, place) = Math.DivRem(sample, _samplesPerPage);
            return _pages[page].AsSpan((int)place * SampleSize, SampleSize);
        }
    }

    private byte[] NewPage(int page) =>
        new byte[(int)Math.Min(_samplesPerPage, Count - ((long)page * _samplesPerPage)) * SampleSize];
}
