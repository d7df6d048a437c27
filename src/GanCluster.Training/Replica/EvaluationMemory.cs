using GanCluster.Core.Decisions;
using GanCluster.Core.Identity;
using GanCluster.Core.Memory;
using GanCluster.Core.Training;

namespace GanCluster.Training.Replica;

/// <summary>What a replica knows of its own quality: the generator that is to be judged next, and what earlier judgements came to. It goes with the replica, and changes nothing that is trained.</summary>
internal sealed unsafe class EvaluationMemory : IDisposable
{
    private static readonly FlatLayout s_numbers = new(
        new[] { "held", "decided", "valueOf", "value", "bestStep", "best", "notBetter" }.Select(name => (name, (IReadOnlyList<long>)[LongTensor.Floats])));

    private readonly FlatLayout _generator;
    private readonly DecisionSchedule _schedule;
    private readonly AlignedBuffer _copy;

    /// <param name="generator">Of what samples are drawn from.</param>
    public EvaluationMemory(FlatLayout generator, DecisionSchedule schedule) => (_generator, _schedule, _copy) = (generator, schedule, new AlignedBuffer(generator.Length));

    public DecisionSchedule Schedule => _schedule;

    /// <summary>The step whose generator is kept; 0 for none.</summary>
    public long Held { get; private set; }

    /// <summary>The step of the last decision; 0 for none.</summary>
    public long Decided { get; private set; }

    /// <summary>The step of the last figure: before <see cref="Decided"/> where that step's was never taken.</summary>
    public long ValueOf { get; private set; }

    public double Value { get; private set; }

    /// <summary>The step of the best figure; 0 before the first.</summary>
    public long BestStep { get; private set; }

    public double Best { get; private set; }

    /// <summary>Evaluations since then.</summary>
    public long NotBetter { get; private set; }

    /// <summary>Steps whose checkpoints may be wanted yet: of the best generator, and of the one that may turn out to be.</summary>
    public IReadOnlyList<long> Wanted => [.. new[] { BestStep, Held }.Where(step => step > 0).Distinct()];

    /// <summary>Takes the generator if this step's is to be judged.</summary>
    /// <param name="next">The phase that the replica stands before.</param>
    /// <param name="copy">Copies it.</param>
    public void Follow(PhaseNumber next, Action<AlignedBuffer> copy)
    {
        if (_schedule.EvaluatedAt(next) is not { } step) return;
        copy(_copy);
        Held = step;
    }

    public AlignedBuffer CopyOfHeld() => NetworkReplica.CopyOf(_copy.Pointer, _generator.Length);

    /// <param name="figure">What judging <see cref="Held"/> gave; anything but a number is worse than every number.</param>
    public void Decide(long step, double figure)
    {
        (Decided, ValueOf, Value) = (step, step, figure);
        if (BestStep == 0 || figure < Best || (double.IsNaN(Best) && !double.IsNaN(figure))) (BestStep, Best, NotBetter) = (step, figure, 0);
        else NotBetter++;
    }

    /// <summary>What the last decision came to, at the end of the step before which it fell due.</summary>
    /// <param name="patience">See <see cref="Core.Options.EvaluationOptions.Patience"/>.</param>
    public EvaluationVerdict? VerdictAt(PhaseNumber next, string figure, int patience) =>
        _schedule.Phases.IsStepBoundary(next) && _schedule.Phases.StepsBefore(next) == ValueOf + _schedule.Delay + 1 ? Last(figure, patience) : null;

    /// <summary>What the last decision came to that was one; null before the first.</summary>
    public EvaluationVerdict? Last(string figure, int patience) =>
        ValueOf > 0 ? new EvaluationVerdict(ValueOf, figure, Value, BestStep, Best, patience > 0 && NotBetter >= patience) : null;

    public IReadOnlyList<TensorGroup> Copy()
    {
        var numbers = new AlignedBuffer(s_numbers.Length);
        ReadOnlySpan<long> values = [Held, Decided, ValueOf, BitConverter.DoubleToInt64Bits(Value), BestStep, BitConverter.DoubleToInt64Bits(Best), NotBetter];
        for (var i = 0; i < values.Length; i++) LongTensor.Write(Place(numbers, i), values[i]);
        return [new TensorGroup(TensorGroup.Evaluation, s_numbers, numbers), new TensorGroup(TensorGroup.EvaluatedGenerator, _generator, CopyOfHeld())];
    }

    /// <summary>A snapshot of a run that evaluated nothing, or at other steps, has nothing of use: what isn't decided then never will be, and nobody waits for it.</summary>
    public void Restore(ReplicaSnapshot snapshot)
    {
        var (numbers, generator) = (Group(TensorGroup.Evaluation, s_numbers), Group(TensorGroup.EvaluatedGenerator, _generator));
        if (numbers is not null && generator is not null)
        {
            RawFloats.Copy(generator.Pointer, _copy.Pointer, _generator.Length);
            (Held, Decided, ValueOf, Value) = (Long(0), Long(1), Long(2), BitConverter.Int64BitsToDouble(Long(3)));
            (BestStep, Best, NotBetter) = (Long(4), BitConverter.Int64BitsToDouble(Long(5)), Long(6));
        }
        else
        {
            Held = Decided = ValueOf = BestStep = NotBetter = 0;
        }

        var steps = _schedule.Phases.StepsBefore(snapshot.Counters.Next);
        var open = steps - steps % _schedule.Every;
        if (open > 0 && open != Held && Decided < open) Held = Decided = open;

        AlignedBuffer? Group(string name, FlatLayout layout) =>
            snapshot.Groups.FirstOrDefault(group => group.Name == name && group.Layout.Length == layout.Length && group.Layout.Entries.Count == layout.Entries.Count)?.Values;

        long Long(int i) => LongTensor.Read(Place(numbers!, i));
    }

    public void Dispose() => _copy.Dispose();

    private static Span<float> Place(AlignedBuffer numbers, int i) => numbers.Span.Slice((int)s_numbers.Entries[i].Offset, LongTensor.Floats);
}
