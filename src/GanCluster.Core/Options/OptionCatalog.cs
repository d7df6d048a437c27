using System.Reflection;

namespace GanCluster.Core.Options;

/// <summary>
/// Every option there is, found by reflection over <see cref="RunOptions"/>: a property with <see cref="OptionAttribute"/> is an option, one
/// whose type is a record with such properties is a section. Help, binding, config.json and the run's identity all go through this list.
/// </summary>
public static class OptionCatalog
{
    private static readonly Dictionary<string, OptionDescriptor> ByKey;

    static OptionCatalog()
    {
        All = [.. Find(typeof(RunOptions), "", options => options)];
        ByKey = All.ToDictionary(option => option.Key, StringComparer.OrdinalIgnoreCase);
        Sections = All.SelectMany(option => Prefixes(option.Key)).ToHashSet(StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>In the order of declaration, a base type's options before those that are added to it, options before sections.</summary>
    public static IReadOnlyList<OptionDescriptor> All { get; }

    /// <summary>Keys of the sections: <c>generator</c>, <c>generator.optimizer</c>.</summary>
    public static IReadOnlySet<string> Sections { get; }

    /// <summary>The option with this key, upper and lower case alike; null if there is none.</summary>
    public static OptionDescriptor? Find(string key) => ByKey.GetValueOrDefault(key);

    /// <summary>The values of every option, by key.</summary>
    public static Dictionary<string, object> ValuesOf(RunOptions options) => All.ToDictionary(option => option.Key, option => option.Read(options));

    /// <summary>The options that have these values, and the default where a key is missing.</summary>
    public static RunOptions Build(IReadOnlyDictionary<string, object> values) => (RunOptions)Build(typeof(RunOptions), "", values);

    private static IEnumerable<OptionDescriptor> Find(Type type, string prefix, Func<RunOptions, object> owner)
    {
        var properties = PropertiesOf(type).ToList();
        foreach (var property in properties)
        {
            if (property.GetCustomAttribute<OptionAttribute>() is not { } attribute) continue;
            yield return new OptionDescriptor(prefix + OptionDescriptor.CamelCase(property.Name), property.PropertyType, attribute, options => property.GetValue(owner(options))!);
        }

        foreach (var section in properties.Where(IsSection))
            foreach (var option in Find(section.PropertyType, $"{prefix}{OptionDescriptor.CamelCase(section.Name)}.", options => section.GetValue(owner(options))!))
                yield return option;
    }

    private static object Build(Type type, string prefix, IReadOnlyDictionary<string, object> values)
    {
        var instance = Activator.CreateInstance(type)!;
        foreach (var property in PropertiesOf(type))
        {
            var key = prefix + OptionDescriptor.CamelCase(property.Name);
            if (IsSection(property)) property.SetValue(instance, Build(property.PropertyType, key + ".", values));
            else if (values.TryGetValue(key, out var value)) property.SetValue(instance, value);
        }

        return instance;
    }

    private static bool IsSection(PropertyInfo property) => property.GetCustomAttribute<OptionAttribute>() is null;

    // Type by type from the base down: reflection itself would put a derived record's own properties first.
    private static IEnumerable<PropertyInfo> PropertiesOf(Type type)
    {
        if (type.BaseType is { } parent && parent != typeof(object))
            foreach (var property in PropertiesOf(parent))
                yield return property;
        foreach (var property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly).OrderBy(property => property.MetadataToken))
            if (property.CanWrite)
                yield return property;
    }

    private static IEnumerable<string> Prefixes(string key)
    {
        for (var dot = key.IndexOf('.'); dot >= 0; dot = key.IndexOf('.', dot + 1)) yield return key[..dot];
    }
}
