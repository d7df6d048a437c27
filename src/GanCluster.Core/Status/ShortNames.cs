using System.Text.RegularExpressions;

namespace GanCluster.Core.Status;

/// <summary>Reasons name nodes in full; people read <c>HOST:PORT</c>.</summary>
public static partial class ShortNames
{
    public static string In(string text) => FullName().Replace(text, "$1");

    [GeneratedRegex(@"akka(?:\.ssl)?\.tcp://[^@\s]+@([^#\s]+)#-?\d+", RegexOptions.CultureInvariant)]
    private static partial Regex FullName();
}
