using System.Diagnostics;
using System.Threading.Channels;

namespace GanCluster.Processes;

/// <summary>
/// The side of a child that <see cref="ChildProcess"/> started: a thread reads standard input, passes on the lines that the parent says, and kills this
/// process when the pipe ends, since then there is no parent. A kill, because nobody is left for whom to tidy up, and an orderly end can hang.
/// </summary>
internal sealed class ParentWatch
{
    /// <summary>Set by the parent for its child.</summary>
    public const string Variable = "GANCLUSTER_CHILD";

    private readonly Channel<string> _lines = Channel.CreateUnbounded<string>();

    /// <param name="gone">Called once, when <paramref name="input"/> ends.</param>
    public ParentWatch(TextReader input, Action gone) =>
        new Thread(() => Read(input, gone)) { IsBackground = true, Name = "parent watch" }.Start();

    /// <summary>To be called before anything else of the program. Nothing comes back where nobody's child runs.</summary>
    public static ParentWatch? OfProcess()
    {
        if (Environment.GetEnvironmentVariable(Variable) is null) return null;
        // What this process starts in its turn, by other means, isn't watched.
        Environment.SetEnvironmentVariable(Variable, null);
        return new ParentWatch(new StreamReader(Console.OpenStandardInput()), Process.GetCurrentProcess().Kill);
    }

    /// <summary>What the parent says, line by line; the end of it is this process's end.</summary>
    public ValueTask<string> Listen(CancellationToken cancellation = default) => _lines.Reader.ReadAsync(cancellation);

    private void Read(TextReader input, Action gone)
    {
        try
        {
            while (input.ReadLine() is { } line) _lines.Writer.TryWrite(line);
        }
        catch (IOException)
        {
            // As good as the end.
        }

        gone();
    }
}
