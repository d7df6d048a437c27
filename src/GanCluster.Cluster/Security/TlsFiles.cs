using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using GanCluster.Core;

namespace GanCluster.Cluster.Security;

/// <summary>The three PEM files of <c>--tls-cert</c>, <c>--tls-key</c> and <c>--tls-ca</c>.</summary>
public sealed record TlsFiles(string Certificate, string Key, string Authority)
{
    /// <returns>Nothing where none of the three is given.</returns>
    /// <exception cref="UnusableInputException">Some are given, but not all.</exception>
    public static TlsFiles? From(string? certificate, string? key, string? authority)
    {
        if (certificate is null && key is null && authority is null) return null;
        if (certificate is null || key is null || authority is null)
            throw new UnusableInputException("TLS needs all of --tls-cert, --tls-key and --tls-ca: gancluster certs makes the files");
        return new TlsFiles(certificate, key, authority);
    }

    /// <exception cref="UnusableInputException">A file can't be read, isn't PEM, or they don't belong together.</exception>
    public TlsMaterial Load(TimeProvider time)
    {
        var (certificatePem, keyPem, authorityPem) = (Read("--tls-cert", Certificate), Read("--tls-key", Key), Read("--tls-ca", Authority));
        var authority = Parse("--tls-ca", Authority, () => X509Certificate2.CreateFromPem(authorityPem), "a certificate in PEM");
        X509Certificate2? certificate = null;
        try
        {
            certificate = Parse("--tls-cert", Certificate, () => X509Certificate2.CreateFromPem(certificatePem), "a certificate in PEM");
            certificate.Dispose();
            certificate = Parse("--tls-key", Key, () => X509Certificate2.CreateFromPem(certificatePem, keyPem), $"the private key, in PEM, of {Certificate}");
            if (PeerChain.Mistake(certificate, authority, time) is { } mistake)
                throw new UnusableInputException($"--tls-cert {Certificate} is no use with --tls-ca {Authority} ({mistake}): make a new one with gancluster certs");
            return new TlsMaterial(certificate, authority);
        }
        catch
        {
            certificate?.Dispose();
            authority.Dispose();
            throw;
        }
    }

    private static string Read(string option, string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new UnusableInputException($"{option} {path} can't be read ({exception.Message}): give the file that gancluster certs made", exception);
        }
    }

    private static X509Certificate2 Parse(string option, string path, Func<X509Certificate2> parse, string what)
    {
        try
        {
            return parse();
        }
        catch (Exception exception) when (exception is CryptographicException or ArgumentException)
        {
            throw new UnusableInputException($"{option} {path} isn't {what}: give the file that gancluster certs made", exception);
        }
    }
}
