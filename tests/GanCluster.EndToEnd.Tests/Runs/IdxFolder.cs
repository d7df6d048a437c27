using System.Buffers.Binary;

namespace GanCluster.EndToEnd.Tests.Runs;

/// <summary>A folder with images of 28 × 28 and their labels, as MNIST is published.</summary>
internal static class IdxFolder
{
    public const string Images = "train-images-idx3-ubyte", Labels = "train-labels-idx1-ubyte";

    private const int Side = 28, Classes = 10;

    /// <param name="fill">Different numbers make different images.</param>
    public static void Write(string folder, int images, int fill)
    {
        Directory.CreateDirectory(folder);
        File.WriteAllBytes(Path.Combine(folder, Images), Idx([images, Side, Side], index => (byte)(index * fill * 7)));
        File.WriteAllBytes(Path.Combine(folder, Labels), Idx([images], index => (byte)(index % Classes)));
    }

    private static byte[] Idx(int[] sizes, Func<int, byte> value)
    {
        var header = 4 * (1 + sizes.Length);
        var length = sizes.Aggregate(1, (product, size) => product * size);
        var file = new byte[header + length];
        BinaryPrimitives.WriteInt32BigEndian(file, 0x0800 | sizes.Length);
        for (var i = 0; i < sizes.Length; i++) BinaryPrimitives.WriteInt32BigEndian(file.AsSpan(4 * (1 + i)), sizes[i]);
        for (var i = 0; i < length; i++) file[header + i] = value(i);
        return file;
    }
}
