using System.Text;
using GanCluster.Core.Identity;

namespace GanCluster.Core.Options;

/// <summary>
/// A run's id: SHA-256 over the options that bear on the result (the seed is one) and the data's fingerprint. Two runs with the same id give
/// the same bytes at the same step, however many lanes and workers compute them.
/// </summary>
public static class RunIdentity
{
    /// <param name="own">What networks of the program's own come to, which no option says: lines of text.</param>
    public static RunId Of(RunOptions options, Digest dataFingerprint, params IEnumerable<string> own)
    {
        // By key, not in the order of declaration: moving a property must not make every checkpoint foreign.
        var lines = OptionCatalog.All.Where(option => option.BearsOn(options))
            .OrderBy(option => option.Key, StringComparer.Ordinal)
            .Select(option => $"{option.Key}={OptionValue.Format(option.Read(options))}");
        return new RunId(Digest.Of(Encoding.UTF8.GetBytes($"gancluster run 1\n{string.Join('\n', lines)}\ndata={dataFingerprint}\n{string.Concat(own.Select(line => $"{line}\n"))}")));
    }
}
