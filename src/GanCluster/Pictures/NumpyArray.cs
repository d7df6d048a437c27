using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace GanCluster.Pictures;

/// <summary>The .npy format, version 1.0: https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html</summary>
internal static class NumpyArray
{
    private const int PreambleLength = 10, Alignment = 64;

    public static bool IsNameOfOne(string path) => Path.GetExtension(path).Equals(".npy", StringComparison.OrdinalIgnoreCase);

    /// <param name="values">Row by row, little-endian float32 in the file.</param>
    public static byte[] Bytes(float[] values, IReadOnlyList<long> shape)
    {
        var dictionary = $"{{'descr': '<f4', 'fortran_order': False, 'shape': ({string.Join(", ", shape)},), }}";
        var header = dictionary.PadRight((dictionary.Length + 1 + PreambleLength + Alignment - 1) / Alignment * Alignment - PreambleLength - 1) + "\n";
        var file = new byte[PreambleLength + header.Length + values.Length * sizeof(float)];
        file[0] = 0x93;
        "NUMPY"u8.CopyTo(file.AsSpan(1));
        (file[6], file[7]) = (1, 0);
        BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(8), (ushort)header.Length);
        Encoding.ASCII.GetBytes(header, file.AsSpan(PreambleLength));
        MemoryMarshal.AsBytes(values.AsSpan()).CopyTo(file.AsSpan(PreambleLength + header.Length));
        return file;
    }
}
