namespace GanCluster.Cluster.Serialization;

/// <summary>The element of a list. Control messages declare <see cref="IReadOnlyList{T}"/>; behind it may stand any list, a compiler's own among them.</summary>
internal static class ListElement
{
    public static Type? DeclaredBy(Type type) =>
        type.IsConstructedGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>) ? type.GenericTypeArguments[0] : null;

    public static Type? Of(Type type)
    {
        // An int[] is also an IReadOnlyList<uint> to the runtime: its own element counts.
        if (type.IsArray) return type.IsSZArray ? type.GetElementType() : null;
        return DeclaredBy(type) ?? type.GetInterfaces().Select(DeclaredBy).FirstOrDefault(element => element is not null);
    }
}
