namespace GanCluster.Cluster.DataPlane;

/// <summary>Where a call failed.</summary>
public enum DialFailure
{
    None,

    /// <summary>Another machine, and neither TLS nor <see cref="DataPlaneOptions.Insecure"/>.</summary>
    PlainNotAllowed,

    /// <summary>The name has no address, nobody listens there, or there is no way to it.</summary>
    Unreachable,

    /// <summary>TLS failed, the connection ended during the hellos, or they took too long.</summary>
    Broken,

    /// <summary>The peer said why it doesn't want the connection.</summary>
    Refused,

    /// <summary>The answer was wrong: another run, another node.</summary>
    WrongAnswer,
}
