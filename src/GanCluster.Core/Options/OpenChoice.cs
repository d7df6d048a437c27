namespace GanCluster.Core.Options;

/// <summary>One of the built-in choices, or a name that stands for something of a program's own: see <see cref="ProgramParts"/>.</summary>
/// <typeparam name="T">The built-in ones; the first is the default.</typeparam>
public readonly struct OpenChoice<T> : IOpenChoice, IEquatable<OpenChoice<T>> where T : struct, Enum
{
    private readonly T _known;

    public OpenChoice(T known) => _known = known;

    /// <param name="own">Told apart without regard to case, as all names are.</param>
    /// <param name="part">What it stands for in this program; null where only the name matters.</param>
    public OpenChoice(string own, object? part = null) => (OwnName, Part) = (own, part);

    /// <summary>Null where it is a program's own.</summary>
    public T? Known => OwnName is null ? _known : null;

    public string? OwnName { get; }

    /// <summary>What the name stands for. Two choices of the same name are equal whatever it is.</summary>
    public object? Part { get; }

    public static implicit operator OpenChoice<T>(T known) => new(known);

    public static bool operator ==(OpenChoice<T> left, OpenChoice<T> right) => left.Equals(right);

    public static bool operator !=(OpenChoice<T> left, OpenChoice<T> right) => !left.Equals(right);

    public bool Equals(OpenChoice<T> other) => _known.Equals(other._known) && string.Equals(OwnName, other.OwnName, StringComparison.OrdinalIgnoreCase);

    public override bool Equals(object? obj) => obj is OpenChoice<T> other && Equals(other);

    public override int GetHashCode() => OwnName is null ? _known.GetHashCode() : StringComparer.OrdinalIgnoreCase.GetHashCode(OwnName);

    public override string ToString() => OwnName ?? OptionDescriptor.CamelCase(_known.ToString());
}
