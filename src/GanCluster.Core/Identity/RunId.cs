namespace GanCluster.Core.Identity;

/// <summary>Names a run by what determines its result: see <see cref="Options.RunIdentity"/>.</summary>
public readonly record struct RunId(Digest Value)
{
    public string Short => Value.Short;
    public override string ToString() => Value.ToString();
}
