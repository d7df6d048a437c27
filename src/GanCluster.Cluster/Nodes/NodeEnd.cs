namespace GanCluster.Cluster.Nodes;

/// <summary>How a node's part in the run ended.</summary>
public enum NodeEndKind
{
    /// <summary>The run has come to its last phase everywhere.</summary>
    RunDone,

    /// <summary>It was told to leave, and has handed over its work.</summary>
    Left,

    /// <summary>The coordinator refused it, or its input can't be used.</summary>
    Refused,

    /// <summary>Replicas differ, or a part of the program failed.</summary>
    Failed,
}

/// <param name="Sentence">For the user, where it was refused or failed.</param>
public sealed record NodeEnd(NodeEndKind Kind, string Sentence = "")
{
    internal static NodeEnd Differing(string sentence) => new(NodeEndKind.Failed, $"Replicas differ, so the run stops: {sentence}.");
}
