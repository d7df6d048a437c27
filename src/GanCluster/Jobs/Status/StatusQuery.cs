using GanCluster.Hosting;

namespace GanCluster.Jobs.Status;

/// <summary>What is asked of a running cluster.</summary>
/// <param name="Watch">Again each second.</param>
/// <param name="Json">As it comes, a line each time.</param>
/// <param name="Authority">File with the authority of the node's certificate; null takes the system's.</param>
internal sealed record StatusQuery(Uri Url, bool Watch, bool Json, string? Authority, Terminal Terminal, TimeProvider Time);
