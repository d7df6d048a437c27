using System.Numerics;
using System.Runtime.InteropServices;

namespace GanCluster.Training.Data;

/// <summary>
/// Pixels from bytes to −1 to 1: b / 127.5 − 1 in float32, one IEEE division and one subtraction, so the result is the same at every
/// vector width.
/// </summary>
public static class PixelScale
{
    private const float Half = 127.5f;

    public static void ToFloats(ReadOnlySpan<byte> pixels, Span<float> destination)
    {
        destination = destination[..pixels.Length];
        var done = pixels.Length / Vector<byte>.Count * Vector<byte>.Count;
        var vectors = MemoryMarshal.Cast<float, Vector<float>>(destination[..done]);
        var place = 0;
        foreach (var bytes in MemoryMarshal.Cast<byte, Vector<byte>>(pixels[..done]))
        {
            Vector.Widen(bytes, out var low, out var high);
            Vector.Widen(low, out var first, out var second);
            Vector.Widen(high, out var third, out var fourth);
            vectors[place] = Scale(first);
            vectors[place + 1] = Scale(second);
            vectors[place + 2] = Scale(third);
            vectors[place + 3] = Scale(fourth);
            place += 4;
        }
        for (var i = done; i < pixels.Length; i++) destination[i] = (pixels[i] / Half) - 1;
    }

    /// <summary>The nearest byte: −1 and less is 0, 1 and more is 255. What isn't a number is 0.</summary>
    public static byte ToByte(float value) => float.IsNaN(value) ? (byte)0 : (byte)MathF.Round((Math.Clamp(value, -1f, 1f) + 1) * Half);

    private static Vector<float> Scale(Vector<uint> pixels) =>
        (Vector.ConvertToSingle(Vector.AsVectorInt32(pixels)) / new Vector<float>(Half)) - Vector<float>.One;
}
