using GanCluster.Commands;
using GanCluster.Hosting;
using GanCluster.Jobs;
using GanCluster.Own;
using GanCluster.Runs;
using Microsoft.Extensions.Time.Testing;
using Spectre.Console;

namespace GanCluster.Tests.Hosting;

/// <summary>The whole program in a folder of its own, with jobs that a test chooses and output that it can read.</summary>
internal sealed class TestHost : IDisposable
{
    private readonly StringWriter _out = new();
    private readonly StringWriter _error = new();

    public TestHost(bool interactive = false)
    {
        Folder = Directory.CreateTempSubdirectory("gancluster-test-").FullName;
        Terminal = new Terminal(
            AnsiConsole.Create(new AnsiConsoleSettings
            {
                Ansi = interactive ? AnsiSupport.Yes : AnsiSupport.No,
                Interactive = interactive ? InteractionSupport.Yes : InteractionSupport.No,
                Out = new AnsiConsoleOutput(_out),
            }),
            _error,
            interactive);
        Time.SetUtcNow(new DateTimeOffset(2026, 3, 14, 15, 9, 26, TimeSpan.Zero));
    }

    public string Folder { get; }
    public Terminal Terminal { get; }
    public FakeTimeProvider Time { get; } = new();
    public Dictionary<string, string> Environment { get; } = [];
    public List<TrainingRequest> Trained { get; } = [];
    public Func<TrainingRequest, TrainingEnd> Train { get; set; } = _ => EndAt(10);
    public OwnProgram Own { get; set; } = OwnProgram.None;
    public string Output => _out.ToString();
    public string Error => _error.ToString();

    public static TrainingEnd EndAt(long steps, bool interrupted = false) =>
        new(new RunResult(steps, 2 * steps, "d1", "l1", 2, 100, 5, 1, 0, 0, 0, 0, [4, 4]), interrupted, "checkpoints/step-10", "samples/step-10.png");

    public int Run(params string[] arguments) => CommandLine.Invoke(arguments, new ProgramHost(Terminal, Time, Environment, Folder, new ProgramJobs(Record, _ => { }, _ => { })) { Own = Own });

    public string PathOf(params string[] parts) => Path.Combine([Folder, .. parts]);

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private TrainingEnd Record(TrainingRequest request)
    {
        Trained.Add(request);
        return Train(request);
    }
}
