using GanCluster.Core.Averaging;
using GanCluster.Core.Decisions;
using GanCluster.Core.Identity;

namespace GanCluster.Core.Tests.Simulation;

/// <summary>The undisturbed run, computed in one place from the first phase to the last: every replica is compared with it at every commit.</summary>
internal static class ToyReference
{
    /// <returns>The replica before each phase, 0 to <paramref name="last"/>, as it is after the decision that falls due there.</returns>
    public static ToyReplica[] Train(ToyRun run, DecisionSchedule decisions, long last)
    {
        var replicas = new ToyReplica[last + 1];
        var replica = new ToyReplica(run);
        var decision = default(Decision);
        for (long phase = 0; ; phase++)
        {
            if (decisions.EvaluatedAt(new PhaseNumber(phase)) is { } step)
            {
                replica.Keep(step);
                decision = new Decision(step, replica.Evaluate());
            }

            replicas[phase] = replica.Copy();
            if (phase == last) return replicas;
            if (decisions.DueBefore(new PhaseNumber(phase)) is { } due) replica.Decide(due, decision.Value);
            var root = Sum(run.Tree, replica, run.Tree.Root);
            var slices = new ToySum[run.Slices];
            for (var slice = 0; slice < slices.Length; slice++) slices[slice] = root.Slice(slice);
            replica.Commit(slices);
        }
    }

    private static ToySum Sum(ReductionTree tree, ToyReplica replica, TreeNode node)
    {
        if (node.Level == 0) return replica.Gradient(node.Index);
        var left = new TreeNode(node.Level - 1, node.Index * 2);
        return left.Sibling.First < tree.Shards
            ? ToySum.Add(Sum(tree, replica, left), Sum(tree, replica, left.Sibling))
            : Sum(tree, replica, left);
    }
}
