using System.Globalization;

namespace GanCluster.Core.Options;

public enum OptionType
{
    WholeNumber,
    Number,
    Text,

    /// <summary>One of <see cref="OptionDescriptor.Choices"/>.</summary>
    Choice,

    /// <summary>Whole numbers: <c>256,512,1024</c>, or a JSON array.</summary>
    WholeNumbers,
}

/// <summary>One option: what a person reads about it, what it may be, and how to read it from a <see cref="RunOptions"/>.</summary>
public sealed class OptionDescriptor
{
    private readonly Func<RunOptions, object> _read;

    internal OptionDescriptor(string key, Type clrType, OptionAttribute attribute, Func<RunOptions, object> read)
    {
        Key = key;
        ClrType = clrType;
        Description = attribute.Description;
        Min = attribute.Min;
        Max = attribute.Max;
        BearsOnResult = attribute.BearsOnResult;
        _read = read;
        Default = read(new RunOptions());
        Type = TypeOf(clrType);
        Choices = ChoiceType is { } choices ? [.. Enum.GetNames(choices).Select(CamelCase)] : [];
    }

    /// <summary>The path in camel case: <c>discriminator.optimizer.learningRate</c>.</summary>
    public string Key { get; }

    /// <summary>The key without its last part: <c>discriminator.optimizer</c>.</summary>
    public string Section => Key[..Key.LastIndexOf('.')];

    public string Description { get; }
    public OptionType Type { get; }

    /// <summary>The range of a number, or of each number of a list; infinite where there is none.</summary>
    public double Min { get; }

    public double Max { get; }

    public object Default { get; }

    /// <summary>False for what may differ between two runs with the same result, unless <see cref="BearsOn"/> says otherwise.</summary>
    public bool BearsOnResult { get; }

    /// <summary>True where another value could give these options another result: a watch that only tells changes nothing, one that rolls back does.</summary>
    public bool BearsOn(RunOptions options) => BearsOnResult || (Section == "watch" && options.Watch.Policy == WatchPolicy.Rollback);

    public IReadOnlyList<string> Choices { get; }

    /// <summary>Whether a program can add names of its own to the choices: see <see cref="ProgramParts"/>.</summary>
    public bool IsOpen => typeof(IOpenChoice).IsAssignableFrom(ClrType);

    /// <summary>"1 to 65536"; the choices; empty for text.</summary>
    public string Range => Type switch
    {
        OptionType.Choice => string.Join(", ", Choices),
        OptionType.Text => "",
        _ => $"{Bound(Min)} to {Bound(Max)}",
    };

    internal Type ClrType { get; }

    /// <summary>The enum of the choices; null where the option is no choice.</summary>
    internal Type? ChoiceType => IsOpen ? ClrType.GetGenericArguments()[0] : ClrType.IsEnum ? ClrType : null;

    public object Read(RunOptions options) => _read(options);

    internal static string CamelCase(string name) => char.ToLowerInvariant(name[0]) + name[1..];

    private static OptionType TypeOf(Type type) =>
        type.IsEnum || typeof(IOpenChoice).IsAssignableFrom(type) ? OptionType.Choice
        : type == typeof(int) || type == typeof(long) ? OptionType.WholeNumber
        : type == typeof(double) ? OptionType.Number
        : type == typeof(string) ? OptionType.Text
        : type == typeof(IReadOnlyList<int>) ? OptionType.WholeNumbers
        : throw new NotSupportedException($"no option can be a {type}: teach OptionDescriptor and OptionValue about it");

    private string Bound(double bound)
    {
        if (ClrType == typeof(long) && bound >= long.MaxValue) return "2^63-1";
        var text = bound.ToString("R", CultureInfo.InvariantCulture);
        if (Math.Abs(bound) < 1e6) return text.Replace("E-", "e-", StringComparison.Ordinal);
        return bound.ToString("0.#######e0", CultureInfo.InvariantCulture);
    }
}
