using System.Text.RegularExpressions;
using Hyperion;

namespace GanCluster.Cluster.Serialization;

/// <summary>
/// The types that a payload may name, closed generics each by itself. Hyperion asks with the full name when it sends and with a shortened one when it receives, and
/// its own filter compares only the second: so names are compared without version, culture and key.
/// </summary>
internal sealed partial class AllowedTypes(IEnumerable<Type> types) : ITypeFilter
{
    private readonly HashSet<string> _names = [.. types.Select(NameOf)];

    public IEnumerable<string> Names => _names.Order(StringComparer.Ordinal);

    public bool IsAllowed(string typeName) => _names.Contains(Strip(typeName));

    public static string NameOf(Type type) => Strip(type.AssemblyQualifiedName ?? type.Name);

    private static string Strip(string name) => Detail().Replace(name, "");

    /// <summary>What follows the assembly's name; <c>,%core%</c> is Hyperion's abbreviation for the core library's.</summary>
    [GeneratedRegex(@",\s*(?:Version|Culture|PublicKeyToken)=[^,\]]*|,%core%", RegexOptions.CultureInvariant)]
    private static partial Regex Detail();
}
