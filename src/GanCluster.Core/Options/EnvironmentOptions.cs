using System.Text.RegularExpressions;

namespace GanCluster.Core.Options;

/// <summary>
/// Options from the environment: <c>GANCLUSTER_</c> and the key with two underscores for each dot, in any case, as .NET's own configuration has it:
/// <c>GANCLUSTER_GENERATOR__OPTIMIZER__LEARNINGRATE</c>. The one form is enough: no key contains an underscore.
/// </summary>
public static partial class EnvironmentOptions
{
    public const string Prefix = "GANCLUSTER_";

    /// <summary>Variables that begin like options and are none: how much is logged, how and where to, where the page is served, who started this process, whether tests may be left out, whether they run at full size, and which program they start.</summary>
    public static IReadOnlyList<string> Reserved { get; } = [LogLevel, LogFormat, LogOtlp, LogSeq, "GANCLUSTER_WEB", "GANCLUSTER_REQUIRE_ALL", "GANCLUSTER_FULL", "GANCLUSTER_SIMULATIONS", "GANCLUSTER_REPLAY", "GANCLUSTER_PROGRAM", "GANCLUSTER_CHILD"];

    public const string LogLevel = "GANCLUSTER_LOG_LEVEL";
    public const string LogFormat = "GANCLUSTER_LOG_FORMAT";
    public const string LogOtlp = "GANCLUSTER_LOG_OTLP";
    public const string LogSeq = "GANCLUSTER_LOG_SEQ";

    public static string VariableOf(string key) => Prefix + key.Replace(".", "__", StringComparison.Ordinal).ToUpperInvariant();

    public static OptionLayer Read(IReadOnlyDictionary<string, string> environment) => new(
        [
            .. from variable in environment
               where variable.Key.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase)
               where !Reserved.Contains(variable.Key, StringComparer.OrdinalIgnoreCase) && !ServiceLink().IsMatch(variable.Key)
               orderby variable.Key
               select new OptionSetting(variable.Key, KeyOf(variable.Key), variable.Value),
        ],
        []);

    private static string KeyOf(string variable)
    {
        var path = variable[Prefix.Length..].Replace("__", ".", StringComparison.Ordinal);
        return OptionCatalog.Find(path)?.Key ?? path.ToLowerInvariant();
    }

    // Kubernetes puts these into every pod for a service whose name begins with "gancluster": they are nobody's mistake.
    [GeneratedRegex(@"^GANCLUSTER_(?:.*_)?(?:SERVICE_HOST|SERVICE_PORT(?:_.*)?|PORT|PORT_\d+_(?:TCP|UDP|SCTP)(?:_(?:PROTO|PORT|ADDR))?)$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex ServiceLink();
}
