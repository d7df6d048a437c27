using System.Collections.Frozen;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace GanCluster.Web;

/// <summary>The page for those who look rather than read: <c>/</c> and the files that it loads, out of the program itself.</summary>
internal static class PageFiles
{
    private const string Folder = "GanCluster.Web.Page.", Start = "index.html";

    private static readonly FrozenDictionary<string, string> Types = new Dictionary<string, string>
    {
        [".html"] = "text/html; charset=utf-8",
        [".css"] = "text/css; charset=utf-8",
        [".js"] = "text/javascript; charset=utf-8",
        [".svg"] = "image/svg+xml",
    }.ToFrozenDictionary();

    /// <summary>Names of the files, as <c>/page/{name}</c> serves them.</summary>
    public static IReadOnlyList<string> Names { get; } =
        [.. typeof(PageFiles).Assembly.GetManifestResourceNames().Where(name => name.StartsWith(Folder, StringComparison.Ordinal)).Select(name => name[Folder.Length..])];

    public static void Map(WebApplication application)
    {
        foreach (var name in Names)
        {
            var (content, type) = (Read(name), Types[Path.GetExtension(name)]);
            application.MapGet(name == Start ? "/" : $"/page/{name}", () => Results.Bytes(content, type));
        }
    }

    private static byte[] Read(string name)
    {
        using var resource = typeof(PageFiles).Assembly.GetManifestResourceStream(Folder + name)!;
        var content = new byte[resource.Length];
        resource.ReadExactly(content);
        return content;
    }
}
