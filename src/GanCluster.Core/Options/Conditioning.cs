namespace GanCluster.Core.Options;

/// <summary>Whether both networks are told the class of each sample.</summary>
public enum Conditioning
{
    Off,
    On,

    /// <summary>Of images that have two classes or more, judged one by one.</summary>
    Auto,
}
