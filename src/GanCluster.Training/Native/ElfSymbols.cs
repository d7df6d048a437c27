using System.IO.MemoryMappedFiles;
using System.Text;

namespace GanCluster.Training.Native;

/// <summary>Where a loaded library of this process has its symbols, those too that it doesn't export (System V ABI, chapter 4; 64 bits, little-endian).</summary>
internal static unsafe class ElfSymbols
{
    private const int SymbolTable = 2, SectionSize = 64, SymbolSize = 24;

    /// <param name="library">File name of the library.</param>
    /// <returns>An address a name; nothing where the library isn't loaded, or one of the names isn't in its table.</returns>
    public static IReadOnlyList<nint>? Find(string library, params IReadOnlyList<string> names)
    {
        if (Loaded(library) is not var (start, path)) return null;
        using var file = MemoryMappedFile.CreateFromFile(path, FileMode.Open, null, 0, MemoryMappedFileAccess.Read);
        using var view = file.CreateViewAccessor(0, 0, MemoryMappedFileAccess.Read);
        byte* bytes = null;
        view.SafeMemoryMappedViewHandle.AcquirePointer(ref bytes);
        try
        {
            var places = names.Select(name => PlaceOf(name, bytes)).ToList();
            return places.Contains(null) ? null : [.. places.Select(place => start + place!.Value)];
        }
        finally
        {
            view.SafeMemoryMappedViewHandle.ReleasePointer();
        }
    }

    // 7f12a000-7f12b000 r--p 00000000 fe:00 4711   /…/libtorch_cpu.so
    private static (nint Start, string Path)? Loaded(string library)
    {
        foreach (var line in File.ReadLines("/proc/self/maps"))
        {
            var parts = line.Split(' ', 6, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
            if (parts.Length < 6 || Path.GetFileName(parts[5]) != library || !parts[2].All(digit => digit == '0')) continue;
            return ((nint)Convert.ToInt64(parts[0].Split('-')[0], 16), parts[5]);
        }

        return null;
    }

    private static nint? PlaceOf(string name, byte* file)
    {
        var sections = file + *(long*)(file + 0x28);
        var count = *(ushort*)(file + 0x3c);
        for (var i = 0; i < count; i++)
        {
            var section = sections + i * SectionSize;
            if (*(uint*)(section + 4) != SymbolTable) continue;
            var names = sections + *(uint*)(section + 0x28) * SectionSize;
            if (In(new Table(file + *(long*)(section + 0x18), *(long*)(section + 0x20)), new Table(file + *(long*)(names + 0x18), *(long*)(names + 0x20)), name) is { } found) return found;
        }

        return null;
    }

    private static nint? In(Table symbols, Table names, string name)
    {
        byte[] sought = [0, .. Encoding.ASCII.GetBytes(name), 0];
        var at = new ReadOnlySpan<byte>(names.Start, checked((int)names.Length)).IndexOf(sought) + 1;
        for (long symbol = 0; at > 0 && symbol < symbols.Length; symbol += SymbolSize)
        {
            if (*(uint*)(symbols.Start + symbol) == at) return *(nint*)(symbols.Start + symbol + 8);
        }

        return null;
    }

    private readonly struct Table(byte* start, long length)
    {
        public readonly byte* Start = start;
        public readonly long Length = length;
    }
}
