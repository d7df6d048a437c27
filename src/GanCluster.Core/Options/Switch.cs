namespace GanCluster.Core.Options;

/// <summary>An option that is on or off.</summary>
public enum Switch
{
    Off,
    On,
}
