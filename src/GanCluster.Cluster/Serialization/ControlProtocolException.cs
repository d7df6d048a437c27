namespace GanCluster.Cluster.Serialization;

/// <summary>Message types that can't be sent: a bug, said at the start of the program with a sentence for each member.</summary>
public sealed class ControlProtocolException(IReadOnlyList<string> problems)
    : Exception($"control messages hold what they may not (see IControlMessage):\n  {string.Join("\n  ", problems)}")
{
    public IReadOnlyList<string> Problems => problems;
}
