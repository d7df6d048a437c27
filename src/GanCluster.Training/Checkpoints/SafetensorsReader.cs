using GanCluster.Core;
using GanCluster.Core.Memory;
using Microsoft.Win32.SafeHandles;

namespace GanCluster.Training.Checkpoints;

/// <summary>
/// An open safetensors file whose header has been checked against the file. Nothing is allocated for tensors before that, and never more than the
/// file is long, but for the gaps of the layout.
/// </summary>
public sealed class SafetensorsReader : IDisposable
{
    private readonly SafeFileHandle _file;
    private readonly string _path;

    /// <exception cref="UnusableInputException">The file can't be read, or isn't what its format demands.</exception>
    public SafetensorsReader(string path)
    {
        _path = path;
        try
        {
            _file = File.OpenHandle(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new UnusableInputException($"{path} can't be opened ({exception.Message}); give a safetensors file that exists and may be read.");
        }

        try
        {
            Header = SafetensorsHeader.Read(RandomAccess.GetLength(_file), ReadExactly);
        }
        catch (Exception exception)
        {
            _file.Dispose();
            if (exception is InvalidDataException or IOException) throw Unusable(Fault(exception));
            throw;
        }
    }

    public SafetensorsHeader Header { get; }

    /// <summary>Reads every value into a new buffer, laid out as <see cref="SafetensorsHeader.Layout"/>. The caller owns it.</summary>
    /// <exception cref="UnusableInputException">The file can't be read to its end.</exception>
    public AlignedBuffer Read()
    {
        var values = new AlignedBuffer(Header.Layout.Length);
        try
        {
            ReadInto(Header.Layout, values);
            return values;
        }
        catch
        {
            values.Dispose();
            throw;
        }
    }

    /// <summary>Reads every value into <paramref name="values"/>, which must be laid out for the same tensors in the same order. Gaps stay as they are.</summary>
    /// <exception cref="UnusableInputException">The file holds other tensors than <paramref name="layout"/>, or can't be read to its end.</exception>
    public unsafe void ReadInto(FlatLayout layout, AlignedBuffer values)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(values.Length, layout.Length, nameof(values));
        Compare(layout);
        var place = Header.DataStart;
        foreach (var entry in layout.Entries)
        {
            var bytes = entry.Length * sizeof(float);
            ReadExactly((byte*)(values.Pointer + entry.Offset), bytes, place);
            place += bytes;
        }

        GC.KeepAlive(values);
    }

    public void Dispose() => _file.Dispose();

    private void Compare(FlatLayout expected)
    {
        var found = Header.Layout;
        if (ReferenceEquals(found, expected)) return;
        if (found.Entries.Count != expected.Entries.Count)
            throw Unusable($"holds {found.Entries.Count} tensors, where {expected.Entries.Count} are expected");
        foreach (var (actual, ought) in found.Entries.Zip(expected.Entries))
        {
            if (actual.Name != ought.Name || !actual.Shape.SequenceEqual(ought.Shape))
                throw Unusable($"holds {Describe(actual)}, where {Describe(ought)} is expected");
        }
    }

    private static string Describe(FlatEntry entry) => $"'{entry.Name}' [{string.Join(", ", entry.Shape)}]";

    private unsafe void ReadExactly(byte* destination, long length, long place)
    {
        const int Chunk = 1 << 28;
        try
        {
            for (long done = 0; done < length; done += Chunk)
                ReadExactly(new Span<byte>(destination + done, (int)Math.Min(Chunk, length - done)), place + done);
        }
        catch (Exception exception) when (exception is InvalidDataException or IOException)
        {
            throw Unusable(Fault(exception));
        }
    }

    private void ReadExactly(Span<byte> destination, long place)
    {
        while (!destination.IsEmpty)
        {
            var read = RandomAccess.Read(_file, destination, place);
            if (read == 0) throw new InvalidDataException($"ends at byte {place}, while it was being read");
            destination = destination[read..];
            place += read;
        }
    }

    private static string Fault(Exception exception) => exception is InvalidDataException ? exception.Message : $"can't be read ({exception.Message})";

    private UnusableInputException Unusable(string fault) => new($"{_path} {fault}; use another copy of the file.");
}
