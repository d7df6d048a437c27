using System.Reflection;
using Akka.Actor;

namespace GanCluster.Cluster.Serialization.Shapes;

/// <summary>Derives shapes from types by reflection, and collects a sentence for each member that a control message may not hold.</summary>
internal sealed class ShapeBuilder(IReadOnlySet<Assembly> own)
{
    private const BindingFlags Fields = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    /// <summary>Akka.NET's own types, and what they are replaced by on the wire.</summary>
    private static readonly Dictionary<Type, Type> Surrogates = new()
    {
        [typeof(IActorRef)] = typeof(ActorRefBase.Surrogate),
        [typeof(Address)] = typeof(Address.AddressSurrogate),
    };

    private readonly NullabilityInfoContext _nullability = new();
    private readonly Stack<Type> _within = new();
    private readonly List<string> _problems = [];

    public IReadOnlyList<string> Problems => _problems;

    public Shape? OfMessage(Type message) => Of(message, mayBeNull: false, elementMayBeNull: false, message.Name);

    private Shape? Of(Type type, bool mayBeNull, bool elementMayBeNull, string path)
    {
        if (type == typeof(string)) return new StringShape(mayBeNull);
        if (Nullable.GetUnderlyingType(type) is { } value) (mayBeNull, type) = (true, value);
        var shape = OfValue(type, elementMayBeNull, path);
        return mayBeNull && shape is not null ? new NullableShape(type, shape) : shape;
    }

    private Shape? OfValue(Type type, bool elementMayBeNull, string path)
    {
        if (PrimitiveShape.Covers(type)) return new PrimitiveShape(type);
        if (type.IsEnum) return new EnumShape(type);
        if (Surrogates.TryGetValue(type, out var surrogate)) return OfFields(type, surrogate, path);
        if (type == typeof(TimeSpan)) return OfFields(type, type, path);
        if (ListElement.DeclaredBy(type) is { } element) return OfList(type, element, elementMayBeNull, path);
        if (Refuse(type) is { } reason) return Problem($"{path} is {reason}");
        return OfFields(type, type, path);
    }

    private ListShape? OfList(Type type, Type element, bool mayBeNull, string path)
    {
        if (element == typeof(byte)) return Problem<ListShape>($"{path} is a list of bytes: those go over the data plane");
        if (Nullable.GetUnderlyingType(element) is not null) return Problem<ListShape>($"{path} is a list with nulls for values: make the element a record");
        return Of(element, mayBeNull, elementMayBeNull: false, path + "[]") is { } shape ? new ListShape(type, shape) : null;
    }

    private RecordShape? OfFields(Type type, Type written, string path)
    {
        if (_within.Contains(type)) return Problem<RecordShape>($"{path} is inside itself ({type.Name}): a payload could be nested without end");
        _within.Push(type);
        var fields = new List<(string, Shape)>();
        foreach (var field in written.GetFields(Fields).OrderBy(field => field.Name, StringComparer.Ordinal))
        {
            var nullability = _nullability.Create(field);
            var elementMayBeNull = nullability.GenericTypeArguments is [{ ReadState: NullabilityState.Nullable }];

            // Akka.NET's surrogates aren't annotated.
            var mayBeNull = !field.FieldType.IsValueType && nullability.ReadState != NullabilityState.NotNull;
            if (Of(field.FieldType, mayBeNull, elementMayBeNull, $"{path}.{PropertyOf(field)}") is { } shape) fields.Add((field.Name, shape));
        }

        _within.Pop();
        return new RecordShape(type, written, fields);
    }

    /// <returns>What is wrong with the type as that of a member or a message; nothing if it may be one.</returns>
    private string? Refuse(Type type)
    {
        if (!own.Contains(type.Assembly)) return $"{AllowedTypes.NameOf(type)}, which isn't a type of this program, nor one of the few others that are allowed";
        if (type.IsValueType) return type.IsDefined(typeof(System.Runtime.CompilerServices.IsReadOnlyAttribute)) ? null : $"{type.Name}, a struct that isn't readonly";
        if (type.IsInterface || type.IsAbstract) return $"{type.Name}, behind which any type could stand: name the sealed one";
        if (type.GetMethod("<Clone>$") is null) return $"{type.Name}, which isn't a record";
        if (!type.IsSealed) return $"{type.Name}, a record that isn't sealed: any type could derive from it";
        for (var above = type.BaseType; above is not null; above = above.BaseType)
        {
            if (above.GetFields(Fields).Length != 0) return $"{type.Name}, which inherits members from {above.Name}";
        }

        return null;
    }

    private static string PropertyOf(FieldInfo field) => field.Name.StartsWith('<') ? field.Name[1..field.Name.IndexOf('>')] : field.Name;

    private Shape? Problem(string sentence) => Problem<Shape>(sentence);

    private T? Problem<T>(string sentence)
        where T : Shape
    {
        if (!_problems.Contains(sentence)) _problems.Add(sentence);
        return null;
    }
}
