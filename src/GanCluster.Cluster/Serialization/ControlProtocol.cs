using System.IO.Hashing;
using System.Reflection;
using System.Runtime.InteropServices;
using GanCluster.Cluster.Serialization.Shapes;
using GanCluster.Core.Protocol;

namespace GanCluster.Cluster.Serialization;

/// <summary>
/// The control messages of this program: every type marked <see cref="IControlMessage"/> in the given assemblies, and what these hold. Derived once at the start, so
/// that the allow-list can't fall behind the messages.
/// </summary>
public sealed class ControlProtocol
{
    private readonly Dictionary<Type, ControlMessageType> _byType = [];
    private readonly Dictionary<ulong, ControlMessageType> _byFingerprint = [];

    private ControlProtocol(IReadOnlyList<Shape> shapes)
    {
        foreach (var shape in shapes)
        {
            var fingerprint = XxHash3.HashToUInt64(MemoryMarshal.AsBytes(shape.Description.AsSpan()));
            var message = new ControlMessageType(shape.Type, fingerprint, shape);
            _byType.Add(shape.Type, message);
            _byFingerprint.Add(fingerprint, message);
        }

        var named = shapes.SelectMany(shape => shape.NamedTypes).ToHashSet();
        ListElements = named.Where(type => type.IsArray).Select(type => type.GetElementType()!).ToHashSet();
        Filter = new AllowedTypes(named);
    }

    public IReadOnlyCollection<Type> Messages => _byType.Keys;

    /// <summary>The allow-list: the full name of every type that a payload may name, without version, culture and key, in order.</summary>
    public IEnumerable<string> AllowedTypeNames => Filter.Names;

    internal AllowedTypes Filter { get; }

    internal IReadOnlySet<Type> ListElements { get; }

    /// <exception cref="ControlProtocolException">Messages that can't be sent; every problem is listed.</exception>
    public static ControlProtocol Of(params IEnumerable<Assembly> assemblies)
    {
        var own = assemblies.ToHashSet();
        return Of(own, own.SelectMany(assembly => assembly.GetTypes()).Where(type => type.IsAssignableTo(typeof(IControlMessage)) && !type.IsAbstract));
    }

    /// <param name="own">The assemblies whose types messages may hold.</param>
    internal static ControlProtocol Of(IReadOnlySet<Assembly> own, IEnumerable<Type> messages)
    {
        var shapes = new ShapeBuilder(own);
        var built = messages.OrderBy(message => message.FullName, StringComparer.Ordinal).Select(shapes.OfMessage).OfType<Shape>().ToList();
        return shapes.Problems.Count == 0 ? new ControlProtocol(built) : throw new ControlProtocolException(shapes.Problems);
    }

    internal ControlMessageType? Find(Type type) => _byType.GetValueOrDefault(type);

    internal ControlMessageType? Find(ulong fingerprint) => _byFingerprint.GetValueOrDefault(fingerprint);
}

/// <param name="Fingerprint">Of name and layout: a message changed between two versions of the program is unknown to the other, never misread.</param>
internal sealed record ControlMessageType(Type Type, ulong Fingerprint, Shape Shape);
