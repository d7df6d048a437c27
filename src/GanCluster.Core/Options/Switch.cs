namespace GanCluster.Core.Options;

public enum Switch
{
    Off,
    On,
}
