using Spectre.Console;

namespace GanCluster.Hosting;

/// <summary>
/// Where the program talks to a person. All of its parts write through one terminal, so that lines never tear one another or the progress bar.
/// </summary>
/// <param name="isInteractive">A person watches, and the screen can be drawn on; otherwise plain lines are written.</param>
internal sealed class Terminal(IAnsiConsole console, TextWriter error, bool isInteractive)
{
    private readonly Lock _plainLines = new();

    public IAnsiConsole Console => console;
    public TextWriter Out => console.Profile.Out.Writer;
    public TextWriter Error => error;
    public bool IsInteractive => isInteractive;

    /// <summary>Columns for text: those of the terminal, within what is easy to read.</summary>
    public int Width => isInteractive ? Math.Clamp(console.Profile.Width, 60, 120) : 100;

    public static Terminal OfProcess() =>
        new(AnsiConsole.Console, System.Console.Error, !System.Console.IsOutputRedirected && AnsiConsole.Profile.Capabilities is { Ansi: true, Interactive: true });

    public void WriteLine(string line, Style? style = null)
    {
        if (Lines is { } lines)
        {
            lines(line);
            return;
        }

        if (isInteractive)
        {
            // Spectre moves a live bar out of the way.
            console.Write(new Text(line + Environment.NewLine, style));
            return;
        }

        // Not through Spectre, which would wrap lines in a file at 80 columns.
        lock (_plainLines)
        {
            Out.WriteLine(line);
            Out.Flush();
        }
    }

    /// <summary>What is written for programs, with its own line end: never wrapped or coloured.</summary>
    public void WriteRaw(string text)
    {
        lock (_plainLines)
        {
            Out.Write(text);
            Out.Flush();
        }
    }

    /// <summary>From now on plain lines go there, where standard output is for programs to read; null for standard output again.</summary>
    public Action<string>? Lines { private get; set; }

    public void WriteError(string line) => error.WriteLine(line);
}
