using GanCluster.Core.Identity;
using GanCluster.Core.Planning;
using GanCluster.Core.Protocol;

namespace GanCluster.Core.Workers;

/// <summary>The slices of averages, and the commit when all are there.</summary>
public static partial class WorkerRules
{
    private static Outcome TakeAverage(WorkerState state, AverageArrived arrived, TimeSpan now, Outcome outcome)
    {
        Hear(state, arrived.From);
        if (!state.HasReplica) return outcome.Because("no replica to apply it to");
        // An averager's broadcasts that are too far ahead don't show that the donor still sends what was asked of it.
        if (state.Donor == arrived.From && arrived.Phase <= state.Phase.Next) state.DonorHeard = now;
        if (arrived.Phase == state.Phase)
        {
            if (arrived.Lineage != state.Lineage)
            {
                outcome.Add(new Fault($"phase {arrived.Phase}: {arrived.From} averages another history than {state.Self} has", arrived.From, state.Self));
                return outcome.Because("another lineage");
            }

            if (Disagrees(state, arrived, outcome)) return outcome.Because("a second copy with other bytes");
            state.Came = state.Came.With(arrived.Slice);
            return Proceed(state, now, outcome.Because("a slice of the average"));
        }

        if (arrived.Phase == state.Phase.Next)
        {
            state.CameOfNext = state.CameOfNext.With(arrived.Slice);
            return outcome.Because("a slice of the next average");
        }

        if (arrived.Phase < state.Phase) return outcome.Because("applied already");
        state.Ahead = arrived.From;
        return CatchUp(state, now, outcome).Because("a slice of an average that is too far ahead");
    }

    private static bool Disagrees(WorkerState state, AverageArrived arrived, Outcome outcome)
    {
        while (state.Arrivals.Count < state.Setting.Slices) state.Arrivals.Add(null);
        var before = state.Arrivals[arrived.Slice.Value];
        state.Arrivals[arrived.Slice.Value] ??= (arrived.From, arrived.Checksum);
        if (before is not { } first || first.Checksum == arrived.Checksum) return false;
        outcome.Add(new Fault($"phase {arrived.Phase}, slice {arrived.Slice}: {arrived.From} and {first.From} have different averages", arrived.From, first.From));
        return true;
    }

    /// <summary>A commit changes what lanes read, so it waits for the shards that they are at.</summary>
    private static bool CommitIfComplete(WorkerState state, Outcome outcome)
    {
        if (!state.Missing.IsEmpty) return false;
        if (state.BusyLanes > 0) return true;
        state.Committing = true;
        outcome.Add(new Commit(state.Phase));
        return true;
    }

    private static Outcome EnterNextPhase(WorkerState state, Committed committed, TimeSpan now, Outcome outcome)
    {
        var seconds = (now - state.PhaseSince).TotalSeconds;
        state.SecondsPerPhase = state.SecondsPerPhase == 0 ? seconds : state.SecondsPerPhase + (Math.Min(seconds, 1) - state.SecondsPerPhase) / 4;
        state.Committing = false;
        state.LineageBefore = state.Lineage;
        state.Lineage = committed.Lineage;
        state.Phase = committed.Phase.Next;
        state.EndsRun = committed.EndsRun;
        var came = state.CameOfNext;
        ForgetPhase(state, now);
        state.Came = came;
        KeepIfEvaluated(state, outcome);
        for (var i = state.Followers.Count - 1; i >= 0; i--)
        {
            // From here on the averagers send to it themselves.
            if (state.Plans.For(committed.Phase)?.ShareOf(state.Followers[i]) is not null) state.Followers.RemoveAt(i);
            else outcome.Add(new ForwardAverage(state.Followers[i], committed.Phase));
        }

        Report(state, now, outcome);
        return Proceed(state, now, outcome.Because("committed"));
    }

    private static void ForgetPhase(WorkerState state, TimeSpan now)
    {
        state.Own.Clear();
        state.Ordered.Clear();
        state.Started.Clear();
        state.Came = state.CameOfNext = default;
        state.Arrivals.Clear();
        state.DigestAsked = false;
        state.FinalDigest = null;
        state.PhaseSince = state.Asked = now;
        state.TimesAsked = 0;
        state.HeardSinceAsked.Clear();
    }
}
