namespace GanCluster.Core.Protocol;

/// <summary>What a rule decided: effects to carry out in this order, and why. The reason goes to the log, the web page and the tests.</summary>
public sealed class Outcome
{
    private readonly List<NodeEffect> _effects = [];

    public IReadOnlyList<NodeEffect> Effects => _effects;

    public string Reason { get; private set; } = "";

    internal void Add(NodeEffect effect) => _effects.Add(effect);

    internal Outcome Because(string reason)
    {
        Reason = reason;
        return this;
    }
}
