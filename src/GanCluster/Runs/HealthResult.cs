using System.Text.Json.Serialization;
using GanCluster.Core.Watch;

namespace GanCluster.Runs;

/// <summary>How training fared at the end, in <c>result.json</c>.</summary>
/// <param name="Since">The step of the verdict that changed it last; null where none did.</param>
/// <param name="Step">The step of the newest verdict.</param>
/// <param name="Reason">Of the newest verdict.</param>
/// <param name="Rollbacks">How often the run was rolled back, by this process and those before it.</param>
internal sealed record HealthResult(
    [property: JsonConverter(typeof(HealthName))] Health State, long? Since, long Step, string Reason, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] int Rollbacks = 0);

/// <summary>As everywhere else: <c>collapsed</c>.</summary>
internal sealed class HealthName() : JsonStringEnumConverter<Health>(System.Text.Json.JsonNamingPolicy.CamelCase);
