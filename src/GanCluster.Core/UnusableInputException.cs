namespace GanCluster.Core;

/// <summary>
/// The one exception for input that can't be used: a file, a folder, a configuration. Its message is one sentence that names the
/// thing and the remedy; the program prints it as it is and exits with 2.
/// </summary>
public class UnusableInputException : Exception
{
    public UnusableInputException(string message) : base(message)
    {
    }

    public UnusableInputException(string message, Exception innerException) : base(message, innerException)
    {
    }
}
