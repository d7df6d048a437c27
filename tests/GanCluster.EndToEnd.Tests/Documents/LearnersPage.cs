using System.Text.RegularExpressions;

namespace GanCluster.EndToEnd.Tests.Documents;

/// <summary>One language of the learner's page.</summary>
internal sealed partial class LearnersPage
{
    private LearnersPage(string name)
    {
        Folder = Path.Combine(Root(), "docs");
        Text = File.ReadAllText(Path.Combine(Folder, name));
        Blocks = FencedBlock.Of(Text);
    }

    public static LearnersPage English { get; } = new("learn-gan.md");

    public static LearnersPage Chinese { get; } = new("learn-gan.zh.md");

    public string Folder { get; }

    public string Text { get; }

    public IReadOnlyList<FencedBlock> Blocks { get; }

    /// <summary>Levels of the headings, in their order: the page's skeleton in any language.</summary>
    public IEnumerable<int> Headings => Heading().Matches(Prose).Select(match => match.Groups[1].Length);

    /// <summary>Files of the repository to which the page refers, pictures included, as it writes them.</summary>
    public IReadOnlyList<string> Files => [.. Link().Matches(Prose).Select(match => match.Groups[1].Value).Where(target => !target.Contains("://", StringComparison.Ordinal) && !target.StartsWith('#'))];

    public IReadOnlyList<string> Pictures => [.. Files.Where(file => file.EndsWith(".png", StringComparison.Ordinal))];

    // A comment in a block would look like a heading.
    private string Prose => Fenced().Replace(Text, "");

    private static string Root()
    {
        var folder = AppContext.BaseDirectory.TrimEnd('/');
        while (!File.Exists(Path.Combine(folder, "GanCluster.sln"))) folder = Path.GetDirectoryName(folder)!;
        return folder;
    }

    [GeneratedRegex(@"^```.*?^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fenced();

    [GeneratedRegex("^(#+) ", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();
}
