using GanCluster.Core.Options;

namespace GanCluster.Logging;

/// <summary>
/// <c>GANCLUSTER_LOG_FORMAT</c>: <c>text</c> for people, <c>json</c> for collectors, one line an event on standard output. Unless it says, JSON in a container, where .NET's images and Kubernetes
/// leave their marks, and text elsewhere.
/// </summary>
internal static class LogFormat
{
    private const string Text = "text", Json = "json";

    /// <param name="isInteractive">A person watches a terminal.</param>
    public static bool IsJson(IReadOnlyDictionary<string, string> environment, bool isInteractive, List<OptionMistake> mistakes)
    {
        var said = environment.GetValueOrDefault(EnvironmentOptions.LogFormat, "");
        if (said.Equals(Json, StringComparison.OrdinalIgnoreCase)) return true;
        if (said.Equals(Text, StringComparison.OrdinalIgnoreCase)) return false;
        if (said.Length > 0) mistakes.Add(new OptionMistake(OptionMistakeKind.WrongType, EnvironmentOptions.LogFormat, "", $"'{said}' is neither {Text} nor {Json}"));
        return !isInteractive && (environment.ContainsKey("DOTNET_RUNNING_IN_CONTAINER") || environment.ContainsKey("KUBERNETES_SERVICE_HOST"));
    }
}
