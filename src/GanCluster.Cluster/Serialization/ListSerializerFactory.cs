using System.Collections.Concurrent;
using Hyperion;
using Hyperion.SerializerFactories;
using Hyperion.ValueSerializers;

namespace GanCluster.Cluster.Serialization;

/// <summary>
/// Every list of an allowed element is written as an array and arrives as one. Hyperion's own ways differ with the list's type, and for the type that the
/// compiler makes of a collection expression (<c>[a, b]</c>) there is none.
/// </summary>
internal sealed class ListSerializerFactory(IReadOnlySet<Type> elements) : ValueSerializerFactory
{
    public override bool CanSerialize(Serializer serializer, Type type) => ListElement.Of(type) is { } element && elements.Contains(element);

    public override bool CanDeserialize(Serializer serializer, Type type) => CanSerialize(serializer, type);

    public override ValueSerializer BuildSerializer(Serializer serializer, Type type, ConcurrentDictionary<Type, ValueSerializer> typeMapping)
    {
        var element = ListElement.Of(type)!;
        var list = new ObjectSerializer(element.MakeArrayType());
        if (!typeMapping.TryAdd(type, list)) return typeMapping[type];
        var content = (IListContent)Activator.CreateInstance(typeof(ListContent<>).MakeGenericType(element))!;
        list.Initialize(content.Read, content.Write);
        return list;
    }
}
