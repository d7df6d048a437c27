namespace GanCluster.Pictures.Gif;

/// <summary>
/// At most 255 colours for all frames, by median cut (Heckbert 1982, https://doi.org/10.1145/965145.801294): the box of colours that is longest for its pixels is cut at its median,
/// again and again. Where there are no more colours than that, each is kept as it is.
/// </summary>
internal sealed class GifPalette
{
    private const int Most = 255;

    /// <summary>The place of no colour: a pixel that stays as it was.</summary>
    public const byte Unchanged = Most;

    private readonly Dictionary<int, byte> _places = [];

    /// <param name="counts">Pixels of each colour, <c>0xRRGGBB</c>; at least one.</param>
    public GifPalette(IReadOnlyDictionary<int, long> counts)
    {
        // By colour: which colours come of a tie mustn't depend on a dictionary's order.
        var colours = counts.Keys.Order().ToArray();
        var boxes = new PriorityQueue<(int From, int Count), double>();
        Add(0, colours.Length);
        while (boxes.Count < Most && boxes.TryPeek(out var box, out var priority) && priority < 0)
        {
            boxes.Dequeue();
            var (from, count) = box;
            var shift = LongestSide(colours.AsSpan(from, count)).Shift;
            Array.Sort(colours, from, count, Comparer<int>.Create((a, b) => (a >> shift & 0xFF, a).CompareTo((b >> shift & 0xFF, b))));
            var first = Median(colours.AsSpan(from, count), counts);
            Add(from, first);
            Add(from + first, count - first);
        }

        var made = new List<int>();
        foreach (var ((from, count), _) in boxes.UnorderedItems.OrderBy(item => item.Element.From))
        {
            foreach (var colour in colours.AsSpan(from, count)) _places[colour] = (byte)made.Count;
            made.Add(Mean(colours.AsSpan(from, count), counts));
        }

        Colours = made;

        void Add(int from, int count)
        {
            var side = LongestSide(colours.AsSpan(from, count)).Length;
            var pixels = 0L;
            foreach (var colour in colours.AsSpan(from, count)) pixels += counts[colour];
            // The root: few pixels of a colour of their own, such as a caption's, are seen too.
            boxes.Enqueue((from, count), -side * Math.Sqrt(pixels));
        }
    }

    /// <summary><c>0xRRGGBB</c>, by place.</summary>
    public IReadOnlyList<int> Colours { get; }

    /// <param name="colour">One of those that were counted.</param>
    public byte this[int colour] => _places[colour];

    private static (int Shift, int Length) LongestSide(ReadOnlySpan<int> colours)
    {
        var longest = (Shift: 0, Length: -1);
        foreach (var shift in (ReadOnlySpan<int>)[16, 8, 0])
        {
            var (least, most) = (0xFF, 0);
            foreach (var colour in colours) (least, most) = (Math.Min(least, colour >> shift & 0xFF), Math.Max(most, colour >> shift & 0xFF));
            if (most - least > longest.Length) longest = (shift, most - least);
        }

        return longest;
    }

    /// <returns>Colours of the first half of the pixels: at least one, and not all.</returns>
    private static int Median(ReadOnlySpan<int> colours, IReadOnlyDictionary<int, long> counts)
    {
        var all = 0L;
        foreach (var colour in colours) all += counts[colour];
        var (first, pixels) = (0, 0L);
        while (first < colours.Length - 1 && (first == 0 || 2 * pixels < all)) pixels += counts[colours[first++]];
        return first;
    }

    private static int Mean(ReadOnlySpan<int> colours, IReadOnlyDictionary<int, long> counts)
    {
        var (red, green, blue, all) = (0L, 0L, 0L, 0L);
        foreach (var colour in colours)
        {
            var count = counts[colour];
            (red, green, blue, all) = (red + count * (colour >> 16), green + count * (colour >> 8 & 0xFF), blue + count * (colour & 0xFF), all + count);
        }

        return (int)((red + all / 2) / all << 16 | (green + all / 2) / all << 8 | (blue + all / 2) / all);
    }
}
