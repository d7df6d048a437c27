using System.Text.Json;
using System.Text.RegularExpressions;
using GanCluster.EndToEnd.Tests.Processes;
using GanCluster.EndToEnd.Tests.Runs;

namespace GanCluster.EndToEnd.Tests.Documents;

/// <summary>The learner's page tells the truth in both languages: what it says to type works, and what it shows appears.</summary>
public sealed partial class LearnersPageTests : IDisposable
{
    private const int LargestPicture = 80 * 1024;

    // Notes behind "sh": how the test is to run the block.
    private const string ExitCode = "exit code ", BesideTheNext = "beside the next", InASecondTerminal = "in a second terminal";

    /// <summary>Every block of commands that no test runs, since it needs docker, a cluster of Kubernetes, or to be done already. Whatever isn't in here is run.</summary>
    private static readonly string[] NotRun =
    [
        """
        dotnet build -c Release src/GanCluster
        gancluster() { dotnet run --no-build -c Release --project src/GanCluster -- "$@"; }
        """,
        """
        docker build --file deploy/Dockerfile --tag gancluster .
        gancluster() {
          docker run --rm --pid host --user "$(id -u)" --volume "$PWD:/work" --workdir /work \
            --env GANCLUSTER_LOG_FORMAT=text --env HOME=/tmp --env TMPDIR=/tmp gancluster "$@"
        }
        """,
        "docker compose --file deploy/compose.yaml up --build --scale worker=3",
        """
        kubectl apply -k k8s/overlays/local
        kubectl scale statefulset/gancluster --replicas 5
        kubectl delete pod gancluster-2
        """,
    ];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Pages_HaveTheSameCommandsOutputsPicturesAndParts()
    {
        var (english, chinese) = (LearnersPage.English, LearnersPage.Chinese);
        Assert.NotEmpty(english.Blocks);
        Assert.Equal(english.Blocks, chinese.Blocks);
        Assert.Equal(english.Headings, chinese.Headings);
        Assert.Equal(english.Pictures, chinese.Pictures);
    }

    [Fact]
    public void Pages_WhatTheyReferTo_IsThere() =>
        Assert.All([.. LearnersPage.English.Files, .. LearnersPage.Chinese.Files], file => Assert.True(Path.Exists(Path.Combine(LearnersPage.English.Folder, file)), file));

    [Fact]
    public void Pictures_AreWholeAndSmall() => Assert.All(LearnersPage.English.Pictures, name =>
    {
        var file = Path.Combine(LearnersPage.English.Folder, name);
        Picture.AssertPng(file);
        Assert.InRange(new FileInfo(file).Length, 1, LargestPicture);
    });

    [Fact]
    public void Commands_AllButTheListedOnes_AreRun()
    {
        Assert.All(LearnersPage.English.Blocks, block => Assert.Contains(block.Language, new[] { "sh", "console", "text" }));
        Assert.Equal(NotRun, LearnersPage.English.Blocks.Where(block => block.Language == "console").Select(block => block.Text));
    }

    /// <summary>One after another, since later ones go on with what earlier ones made.</summary>
    [Fact]
    public async Task Commands_Run_AndShowWhatThePageShows()
    {
        var shell = new PageShell(_folder.Path);
        RunningProgram? beside = null;
        ProgramEnd? shown = null;
        foreach (var block in LearnersPage.English.Blocks)
        {
            if (block is { IsRun: true, Note: BesideTheNext })
            {
                beside = shell.Start(Shortening.Of(block.Text));
            }
            else if (block.IsRun)
            {
                // As its reader, who reads on when something is to be seen.
                if (block.Note == InASecondTerminal) await beside!.Until("some steps", () => Three.LastStep >= 5);
                shown = (await shell.Run(Shortening.Of(block.Text))).AssertExit(ExpectedOf(block));
            }
            else if (block.IsOutput)
            {
                // What nobody waited for shows when it has ended.
                shown ??= (await beside!.End()).AssertExit(0);
                AssertShows(block.Text, shown);
                shown = null;
            }
        }

        await beside!.DisposeAsync();
        AssertWhatThePageClaims();
    }

    private RunDirectory Three => new(_folder.PathOf("runs", "three"));

    private void AssertWhatThePageClaims()
    {
        // A network that knows nothing: twice ln 2, and once.
        var first = JsonDocument.Parse(File.ReadLines(_folder.PathOf("runs", "ring", "metrics.jsonl")).First()).RootElement;
        Assert.InRange(first.GetProperty("discriminatorLoss").GetDouble(), 1.36, 1.42);
        Assert.InRange(first.GetProperty("generatorLoss").GetDouble(), 0.64, 0.75);

        Assert.Equal(2, Three.EventsNamed("plan").Select(PlanOf).Distinct().Count(workers => workers is 2 or 3));
        Assert.Equal(new RunDirectory(_folder.PathOf("runs", "alone")).Result.Digest, Three.Result.Digest);

        static int PlanOf(string line) => JsonDocument.Parse(line).RootElement.GetProperty("shares").GetArrayLength();
    }

    private static int ExpectedOf(FencedBlock block) => block.Note.StartsWith(ExitCode, StringComparison.Ordinal) ? int.Parse(block.Note[ExitCode.Length..]) : 0;

    // Numbers are those of a whole run on some machine; the words around them are the program's.
    private static void AssertShows(string page, ProgramEnd end)
    {
        var real = Word().Matches($"{end.Output}\n{end.Error}").Select(match => match.Value).ToHashSet();
        var words = Word().Matches(page).Select(match => match.Value).ToList();
        Assert.NotEmpty(words);
        Assert.True(words.All(real.Contains), $"the page shows {string.Join(", ", words.Where(word => !real.Contains(word)).Distinct())}, which isn't in\n{end}");
    }

    [GeneratedRegex(@"(?<![\p{L}\p{N}])\p{L}{3,}(?![\p{L}\p{N}])")]
    private static partial Regex Word();
}
