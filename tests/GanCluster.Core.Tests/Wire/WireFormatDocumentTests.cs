using System.Globalization;
using GanCluster.Core.Wire;

namespace GanCluster.Core.Tests.Wire;

/// <summary>docs/wire-format.md says what the code does: other programs are written after it.</summary>
public sealed class WireFormatDocumentTests
{
    private static readonly string _root = FindRoot();
    private static readonly string[] _lines = File.ReadAllLines(Path.Combine(_root, "docs", "wire-format.md"));

    [Fact]
    public void Header_Table_HasTheOffsetsAndSizesOfTheCode()
    {
        var documented = Table("Header").Select(row => (Name: row[2], Offset: int.Parse(row[0]), Size: int.Parse(row[1]))).ToArray();
        Assert.Equal(Fields(typeof(FrameLayout)), documented);
        Assert.Equal(FrameLayout.HeaderSize, documented.Sum(row => row.Size));
        Assert.Equal(FrameLayout.HeaderSize, documented[^1].Offset + documented[^1].Size);
    }

    [Fact]
    public void Hello_Table_HasTheOffsetsOfTheCode()
    {
        var documented = Table("Hello").Where(row => row[1] != "…").Select(row => (Name: row[2], Offset: int.Parse(row[0]), Size: int.Parse(row[1])));
        Assert.Equal(Fields(typeof(Hello)), documented);
        Assert.Equal(Hello.AddressOffset, int.Parse(Table("Hello")[^1][0]));
    }

    [Fact]
    public void Kinds_Table_HasEveryKindWithItsRule()
    {
        var documented = Table("Kinds").Select(row => $"{row[0]} {row[1]} {row[2]} {row[3]}");
        Assert.Equal(
            Enum.GetValues<FrameKind>().Select(kind =>
            {
                var rule = FrameKindRule.Of(kind)!.Value;
                var length = rule.Shortest == rule.Longest ? $"{rule.Shortest}" : $"{rule.Shortest} to {rule.Longest}" + (rule.Unit == 1 ? "" : $", multiple of {rule.Unit}");
                return $"{(byte)kind} {kind} {(rule.Fields == FrameField.None ? "none" : rule.Fields.ToString().ToLower(CultureInfo.InvariantCulture))} {length}";
            }),
            documented);
    }

    [Fact]
    public void Faults_Table_HasEveryFault() => Assert.Equal(
        Enum.GetValues<FrameFault>().Where(fault => fault != FrameFault.None).Select(fault => $"{(byte)fault} {fault}"), Table("Faults").Select(row => $"{row[0]} {row[1]}"));

    [Fact]
    public void Purposes_Table_HasEveryPurposeWithItsKinds() => Assert.Equal(
        Enum.GetValues<ConnectionPurpose>().Select(purpose =>
            $"{(byte)purpose} {purpose} {string.Join(", ", Enum.GetValues<FrameKind>().Where(kind => ConnectionRule.Carries(purpose, kind)))}"),
        Table("Connections").Select(row => $"{row[0]} {row[1]} {row[2]}"));

    [Fact]
    public void SourceFiles_ThatItNames_Exist()
    {
        var named = _lines.SelectMany(line => line.Split('`')).Where(part => part.StartsWith("src/", StringComparison.Ordinal)).ToArray();
        Assert.NotEmpty(named);
        Assert.All(named, path => Assert.True(Path.Exists(Path.Combine(_root, path)), path));
    }

    // The rows of the first table under a heading, cell by cell.
    private static string[][] Table(string heading) => [.. _lines
        .SkipWhile(line => line != $"## {heading}")
        .SkipWhile(line => !line.StartsWith('|'))
        .TakeWhile(line => line.StartsWith('|'))
        .Skip(2)
        .Select(line => line.Trim('|').Split('|').Select(cell => cell.Trim().Trim('`')).ToArray())];

    private static IEnumerable<(string Name, int Offset, int Size)> Fields(Type type) =>
        from offset in type.GetFields()
        where offset.Name.EndsWith("Offset", StringComparison.Ordinal)
        let name = offset.Name[..^"Offset".Length]
        let size = type.GetField($"{name}Size")
        where size is not null
        orderby (int)offset.GetRawConstantValue()!
        select (name, (int)offset.GetRawConstantValue()!, (int)size.GetRawConstantValue()!);

    private static string FindRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "GanCluster.sln"))) folder = Path.GetDirectoryName(folder.TrimEnd('/'))!;
        return folder;
    }
}
