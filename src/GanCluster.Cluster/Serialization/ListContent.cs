using System.Buffers.Binary;
using Hyperion;

namespace GanCluster.Cluster.Serialization;

internal interface IListContent
{
    object Read(Stream stream, DeserializerSession session);

    void Write(Stream stream, object list, SerializerSession session);
}

/// <summary>A list's content: its length in four bytes, then each element with its own name. Reads only what has been walked: the length is true.</summary>
internal sealed class ListContent<T> : IListContent
{
    private const byte Null = 0;

    public object Read(Stream stream, DeserializerSession session)
    {
        Span<byte> length = stackalloc byte[sizeof(int)];
        stream.ReadExactly(length);
        var list = new T[BinaryPrimitives.ReadInt32LittleEndian(length)];
        for (var i = 0; i < list.Length; i++) list[i] = (T)session.Serializer.GetDeserializerByManifest(stream, session).ReadValue(stream, session);
        return list;
    }

    public void Write(Stream stream, object list, SerializerSession session)
    {
        var elements = (IReadOnlyList<T>)list;
        Span<byte> length = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(length, elements.Count);
        stream.Write(length);
        for (var i = 0; i < elements.Count; i++)
        {
            object? element = elements[i];
            if (element is null)
            {
                stream.WriteByte(Null);
                continue;
            }

            var serializer = session.Serializer.GetSerializerByType(element.GetType());
            serializer.WriteManifest(stream, session);
            serializer.WriteValue(stream, element, session);
        }
    }
}
