namespace GanCluster.Core.Status;

/// <summary>
/// The curves of a run in bounded memory: means over buckets of equally many steps, which double whenever there are too many. The newest steps are also kept one by
/// one, for who follows live. Not for several threads.
/// </summary>
public sealed class StepHistory
{
    private const int MostBuckets = 2000;
    private const int MostRecent = 1024;

    private readonly List<StepPoint> _buckets = [];
    private readonly Queue<StepPoint> _recent = new();
    private long _stride = 1;
    private int _inLast;

    /// <summary>The newest step; 0 before the first.</summary>
    public long Newest { get; private set; }

    /// <summary>The first step that was seen; nothing before.</summary>
    public long? Oldest { get; private set; }

    /// <summary>Phases that were skipped in the steps added here.</summary>
    public long Skipped { get; private set; }

    public StepPoint? Last => _recent.Count > 0 ? _recent.Last() : null;

    /// <summary>Steps that aren't newer than the newest are passed over: a resumed run or a second account of the same step.</summary>
    public bool Add(in StepPoint point)
    {
        if (point.Step <= Newest) return false;
        Newest = point.Step;
        Oldest ??= point.Step;
        Skipped += point.Skipped;
        _recent.Enqueue(point);
        if (_recent.Count > MostRecent) _recent.Dequeue();
        Bucket(point);
        return true;
    }

    /// <summary>What another node has seen of the steps before the first one here.</summary>
    public void Prepend(IReadOnlyList<StepPoint> past)
    {
        var before = Oldest ?? long.MaxValue;
        StepPoint[] older = [.. past.Where(point => point.Step < before).OrderBy(point => point.Step)];
        if (older.Length == 0) return;
        Oldest = older[0].Step;
        Newest = Math.Max(Newest, older[^1].Step);
        _buckets.InsertRange(0, older);
        while (_buckets.Count >= MostBuckets) Halve();
    }

    /// <summary>At most so many points, over all that was seen.</summary>
    public IReadOnlyList<StepPoint> Thinned(int most) => StepThinning.Thin([.. _buckets], most);

    /// <summary>The steps after that one, as far back as they are kept one by one.</summary>
    public IReadOnlyList<StepPoint> After(long step) => [.. _recent.Where(point => point.Step > step)];

    private void Bucket(in StepPoint point)
    {
        if (_buckets.Count > 0 && _inLast < _stride)
        {
            _buckets[^1] = _buckets[^1].MergedWith(point, _inLast++);
            return;
        }

        if (_buckets.Count >= MostBuckets) Halve();
        _buckets.Add(point);
        _inLast = 1;
    }

    private void Halve()
    {
        var halved = StepThinning.Halve(_buckets);
        // The last bucket is whole when this is called, and half of one if it had no partner.
        _inLast = (int)Math.Min(int.MaxValue, _buckets.Count % 2 == 0 ? 2 * _stride : _stride);
        _buckets.Clear();
        _buckets.AddRange(halved);
        _stride *= 2;
    }
}
