namespace GanCluster.Cluster.Tests.Serialization;

/// <summary>Damages payloads: bits, bytes, cuts, insertions, transpositions, lengths, noise. Never leaves one as it was.</summary>
internal sealed class Mutations(int seed)
{
    private static readonly byte[] Telling = [0, 1, 7, 9, 16, 127, 128, 251, 252, 253, 254, 255];
    private readonly Random _random = new(seed);

    public byte[] Of(byte[] payload)
    {
        while (true)
        {
            var mutated = Once(payload);
            if (!mutated.AsSpan().SequenceEqual(payload)) return mutated;
        }
    }

    private byte[] Once(byte[] payload)
    {
        var copy = payload.ToArray();
        var at = _random.Next(payload.Length);
        switch (_random.Next(7))
        {
            case 0:
                copy[at] ^= (byte)(1 << _random.Next(8));
                return copy;
            case 1:
                for (var i = _random.Next(1, 9); i > 0; i--) copy[_random.Next(copy.Length)] = Telling[_random.Next(Telling.Length)];
                return copy;
            case 2:
                return copy[..at];
            case 3:
                return [.. copy[..at], Telling[_random.Next(Telling.Length)], .. copy[at..]];
            case 4:
                return [.. copy[..at], .. copy[_random.Next(copy.Length)..]];
            case 5:
                BitConverter.TryWriteBytes(copy.AsSpan(Math.Min(at, copy.Length - sizeof(int))), _random.Next(2) == 0 ? int.MaxValue : -1);
                return copy;
            default:
                _random.NextBytes(copy.AsSpan(at));
                return copy;
        }
    }
}
