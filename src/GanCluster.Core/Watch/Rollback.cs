using System.Globalization;

namespace GanCluster.Core.Watch;

/// <summary>A run that has collapsed goes on from a copy of what was trained when it was healthy.</summary>
/// <param name="To">Steps that were complete when the copy was taken; 0 is the beginning.</param>
/// <param name="Number">Which rollback of the run this is, from 1.</param>
/// <param name="Most">After so many, the next collapse ends the run.</param>
/// <param name="Rate">What both networks' learning rates are multiplied by from here on.</param>
public sealed record Rollback(long To, int Number, int Most, double Rate)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"back to the networks of step {To:N0}, learning rates × {Rate:G4}, rollback {Number} of {Most}");
}
