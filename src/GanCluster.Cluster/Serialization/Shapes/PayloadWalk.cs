using System.Buffers.Binary;

namespace GanCluster.Cluster.Serialization.Shapes;

/// <summary>A place in a payload of Hyperion 0.12, version tolerance and object references off. Every method fails with a reason instead of reading beyond the end.</summary>
internal ref struct PayloadWalk(ReadOnlySpan<byte> payload)
{
    private const byte Null = 0;
    private const byte TypeByIndex = 254;

    private readonly ReadOnlySpan<byte> _payload = payload;
    private readonly List<TypeName> _named = [];
    private int _position;

    public string? Problem { get; private set; }

    public readonly int Remaining => _payload.Length - _position;

    public bool Fail(string problem)
    {
        Problem = $"{problem} at byte {_position}";
        return false;
    }

    public bool Take(int count, out ReadOnlySpan<byte> bytes)
    {
        bytes = default;
        if (count < 0 || count > Remaining) return Fail($"{count} bytes are announced and {Remaining} left");
        bytes = _payload.Slice(_position, count);
        _position += count;
        return true;
    }

    public bool TakeLength(out int length)
    {
        length = 0;
        if (!Take(sizeof(int), out var bytes)) return false;
        length = BinaryPrimitives.ReadInt32LittleEndian(bytes);
        return true;
    }

    public bool TakeByte(byte expected, string what)
    {
        if (!Take(1, out var found)) return false;
        return found[0] == expected || Fail($"{found[0]} stands where {what} is expected");
    }

    /// <returns>Whether a null stood there, which is then passed.</returns>
    public bool TakeNull()
    {
        if (Remaining == 0 || _payload[_position] != Null) return false;
        _position++;
        return true;
    }

    /// <summary>A type is named in full the first time, and by its place among the names so far afterwards.</summary>
    public bool TakeType(TypeName expected)
    {
        if (_payload[_position..].StartsWith(expected.Manifest))
        {
            _position += expected.Manifest.Length;
            _named.Add(expected);
            return true;
        }

        if (Remaining < 3 || _payload[_position] != TypeByIndex) return Fail($"another type stands where {expected} is expected");
        var index = BinaryPrimitives.ReadUInt16LittleEndian(_payload[(_position + 1)..]);
        if (index >= _named.Count || _named[index].Type != expected.Type) return Fail($"type {index} isn't {expected}");
        _position += 3;
        return true;
    }
}
