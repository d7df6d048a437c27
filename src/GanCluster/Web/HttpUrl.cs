using System.Diagnostics.CodeAnalysis;

namespace GanCluster.Web;

/// <summary>A URL that can be asked over HTTP: a path is absolute too, and so is a URL of another scheme.</summary>
internal static class HttpUrl
{
    public static bool TryParse(string? text, [NotNullWhen(true)] out Uri? url) => Uri.TryCreate(text, UriKind.Absolute, out url) && url.Scheme is "http" or "https";
}
