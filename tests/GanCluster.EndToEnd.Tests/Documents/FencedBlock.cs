namespace GanCluster.EndToEnd.Tests.Documents;

/// <summary>What stands between two fences of a page.</summary>
/// <param name="Language">The first word behind the opening fence: <c>sh</c> is run, <c>console</c> is not, <c>text</c> is what the block before it shows.</param>
/// <param name="Note">The words after it.</param>
internal sealed record FencedBlock(string Language, string Note, string Text)
{
    private const string Fence = "```";

    /// <summary>Commands that this page's test runs, in the order of the page.</summary>
    public bool IsRun => Language == "sh";

    public bool IsOutput => Language == "text";

    /// <summary>All of a page, in its order.</summary>
    public static IReadOnlyList<FencedBlock> Of(string page)
    {
        var blocks = new List<FencedBlock>();
        string? opening = null;
        List<string> lines = [];
        foreach (var line in page.Split('\n'))
        {
            if (!line.StartsWith(Fence, StringComparison.Ordinal))
            {
                if (opening is not null) lines.Add(line);
            }
            else if (opening is null)
            {
                opening = line[Fence.Length..].Trim();
                lines = [];
            }
            else
            {
                var words = opening.Split(' ', 2);
                blocks.Add(new FencedBlock(words[0], words.Length > 1 ? words[1] : "", string.Join('\n', lines)));
                opening = null;
            }
        }

        Assert.True(opening is null, $"the fence of '{opening}' isn't closed");
        return blocks;
    }
}
