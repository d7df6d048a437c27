using System.Collections;
using System.Globalization;
using System.Reflection;
using Akka.Actor;

namespace GanCluster.Cluster.Tests.Serialization;

/// <summary>A message's content as text: two records with equal lists aren't equal to the compiler.</summary>
internal static class Content
{
    public static string Of(object? value) => value switch
    {
        null => "null",
        string text => $"\"{text}\"",
        IActorRef actor => actor.Path.ToSerializationFormat(),
        Address address => address.ToString(),
        Enum or TimeSpan => $"{value.GetType().Name} {value}",
        double or float => ((IFormattable)value).ToString("R", CultureInfo.InvariantCulture),
        _ when value.GetType().IsPrimitive => $"{value.GetType().Name} {value}",
        IEnumerable list => $"[{string.Join(", ", list.Cast<object?>().Select(Of))}]",
        _ => $"{value.GetType().Name} {{ {string.Join(", ", Fields(value))} }}",
    };

    private static IEnumerable<string> Fields(object value) =>
        value.GetType().GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic).Select(field => $"{field.Name} = {Of(field.GetValue(value))}");
}
