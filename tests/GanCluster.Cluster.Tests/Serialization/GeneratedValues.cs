using System.Reflection;
using System.Runtime.CompilerServices;
using Akka.Actor;

namespace GanCluster.Cluster.Tests.Serialization;

/// <summary>Makes values of any type that a control message may hold, by filling its fields: a message added later is covered by itself.</summary>
internal sealed class GeneratedValues(int seed, IReadOnlyList<IActorRef> actors)
{
    private readonly Random _random = new(seed);
    private readonly NullabilityInfoContext _nullability = new();

    public object Message(Type type) => Record(type);

    private object? Value(Type type, NullabilityInfo? nullability)
    {
        if ((Nullable.GetUnderlyingType(type) is not null || nullability?.ReadState == NullabilityState.Nullable) && _random.Next(3) == 0) return null;
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type == typeof(string)) return Text();
        if (type == typeof(IActorRef)) return actors[_random.Next(actors.Count)];
        if (type == typeof(Address)) return new Address("akka.tcp", "gan", "10.0.0." + _random.Next(256), _random.Next(1, 65536));
        if (type.IsEnum) return Enum.GetValues(type).GetValue(_random.Next(Enum.GetValues(type).Length));
        if (type.IsPrimitive) return Primitive(type);
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>)) return List(type.GenericTypeArguments[0], nullability?.GenericTypeArguments[0]);
        return Record(type);
    }

    private object Record(Type type)
    {
        var record = RuntimeHelpers.GetUninitializedObject(type);
        foreach (var field in type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic))
        {
            field.SetValue(record, Value(field.FieldType, _nullability.Create(field)));
        }

        return record;
    }

    private Array List(Type element, NullabilityInfo? nullability)
    {
        var list = Array.CreateInstance(element, _random.Next(5));
        for (var i = 0; i < list.Length; i++) list.SetValue(Value(element, nullability), i);
        return list;
    }

    private object Primitive(Type type)
    {
        if (type == typeof(bool)) return _random.Next(2) == 0;
        Span<byte> bytes = stackalloc byte[8];
        _random.NextBytes(bytes);
        if (type == typeof(double)) return _random.NextDouble() * 1e6;
        if (type == typeof(float)) return _random.NextSingle();
        var number = BitConverter.ToInt64(bytes);
        return Type.GetTypeCode(type) switch
        {
            TypeCode.Byte => (byte)number,
            TypeCode.SByte => (sbyte)number,
            TypeCode.Int16 => (short)number,
            TypeCode.UInt16 => (ushort)number,
            TypeCode.Int32 => (int)number,
            TypeCode.UInt32 => (uint)number,
            TypeCode.UInt64 => (ulong)number,
            _ => number,
        };
    }

    /// <summary>Lengths on both sides of Hyperion's one-byte lengths (253 is the longest).</summary>
    private string Text()
    {
        int[] lengths = [0, 1, 12, 252, 253, 254, 255, 400];
        return new string([.. Enumerable.Range(0, lengths[_random.Next(lengths.Length)]).Select(_ => "aZ9 äß€"[_random.Next(7)])]);
    }
}
