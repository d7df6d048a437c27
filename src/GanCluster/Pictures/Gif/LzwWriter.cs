namespace GanCluster.Pictures.Gif;

/// <summary>
/// A frame's pixels as GIF has them: LZW with codes that grow from 9 bits to 12, lowest bit first, in blocks of at most 255 bytes (GIF89a, appendix F,
/// https://www.w3.org/Graphics/GIF/spec-gif89a.txt).
/// </summary>
internal sealed class LzwWriter(Stream output)
{
    private const int PixelBits = 8, Clear = 1 << PixelBits, End = Clear + 1, MostCodes = 4096, MostOfBlock = 255;

    private readonly byte[] _block = new byte[MostOfBlock];
    private int _held, _bits, _heldBits;

    /// <param name="pixels">Places in the palette, row by row, at least one.</param>
    public void Write(ReadOnlySpan<byte> pixels)
    {
        output.WriteByte(PixelBits);
        // A code and the pixel behind it, as one number, to the code for both.
        var longer = new Dictionary<int, int>(MostCodes);
        var (next, width) = (End + 1, PixelBits + 1);
        Put(Clear, width);
        int code = pixels[0];
        foreach (var pixel in pixels[1..])
        {
            var key = code << PixelBits | pixel;
            if (longer.TryGetValue(key, out var both))
            {
                code = both;
                continue;
            }

            Put(code, width);
            if (next == MostCodes)
            {
                // The table is full: both sides begin anew.
                Put(Clear, width);
                longer.Clear();
                (next, width) = (End + 1, PixelBits + 1);
            }
            else
            {
                // The reader is one code behind, so it learns of the wider ones with the first that needs them.
                if (next == 1 << width) width++;
                longer[key] = next++;
            }

            code = pixel;
        }

        Put(code, width);
        // With it the reader has caught up.
        if (next == 1 << width && next < MostCodes) width++;
        Put(End, width);
        if (_heldBits > 0) PutByte((byte)_bits);
        FlushBlock();
        output.WriteByte(0);
    }

    private void Put(int code, int width)
    {
        _bits |= code << _heldBits;
        _heldBits += width;
        for (; _heldBits >= 8; _heldBits -= 8, _bits >>= 8) PutByte((byte)_bits);
    }

    private void PutByte(byte value)
    {
        _block[_held++] = value;
        if (_held == MostOfBlock) FlushBlock();
    }

    private void FlushBlock()
    {
        if (_held == 0) return;
        output.WriteByte((byte)_held);
        output.Write(_block, 0, _held);
        _held = 0;
    }
}
