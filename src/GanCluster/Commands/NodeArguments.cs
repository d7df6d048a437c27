namespace GanCluster.Commands;

/// <summary>What stood on the command line of <c>node</c>, not yet understood.</summary>
/// <param name="Train">What <c>train</c> knows too.</param>
/// <param name="Worker">Number of a child of <c>train --workers</c>.</param>
internal sealed record NodeArguments(
    TrainArguments Train,
    string? Roles,
    string? Seeds,
    string? Host,
    string? Port,
    string? DataPort,
    string? Listen,
    string? TlsCertificate,
    string? TlsKey,
    string? TlsAuthority,
    bool Insecure,
    string? Web,
    string? StartWith,
    bool Stay,
    int? Worker);
