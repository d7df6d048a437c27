using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.RegularExpressions;

namespace GanCluster.EndToEnd.Tests.Commands;

/// <summary>A .npy of float32, read by the format's own description: https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html</summary>
internal sealed partial record NumpyFile(int[] Shape, float[] Values)
{
    public static NumpyFile Read(string path)
    {
        var file = File.ReadAllBytes(path);
        Assert.Equal([0x93, .. "NUMPY"u8, 1, 0], file[..8]);
        var length = BinaryPrimitives.ReadUInt16LittleEndian(file.AsSpan(8));
        Assert.Equal(0, (10 + length) % 64);
        var header = Encoding.ASCII.GetString(file, 10, length);
        Assert.EndsWith("\n", header, StringComparison.Ordinal);
        Assert.Contains("'descr': '<f4'", header);
        Assert.Contains("'fortran_order': False", header);
        int[] shape = [.. ShapePattern().Match(header).Groups[1].Value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(int.Parse)];
        var values = MemoryMarshal.Cast<byte, float>(file.AsSpan(10 + length)).ToArray();
        Assert.Equal(shape.Aggregate(1, (product, size) => product * size), values.Length);
        return new NumpyFile(shape, values);
    }

    [GeneratedRegex(@"'shape': \(([0-9, ]+)\)")]
    private static partial Regex ShapePattern();
}
