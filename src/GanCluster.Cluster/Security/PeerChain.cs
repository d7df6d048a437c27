using System.Security.Cryptography.X509Certificates;

namespace GanCluster.Cluster.Security;

/// <summary>What makes a certificate a peer's: an unbroken chain to the one authority, within the validity of every link.</summary>
internal static class PeerChain
{
    public static X509ChainPolicy Policy(X509Certificate2 authority, TimeProvider time) => new()
    {
        TrustMode = X509ChainTrustMode.CustomRootTrust,
        CustomTrustStore = { authority },
        RevocationMode = X509RevocationMode.NoCheck,
        DisableCertificateDownloads = true,
        VerificationTime = time.GetUtcNow().UtcDateTime,
        VerificationTimeIgnored = false,
    };

    /// <returns>Why not, or nothing where the certificate is good.</returns>
    public static string? Mistake(X509Certificate2 certificate, X509Certificate2 authority, TimeProvider time)
    {
        using var chain = new X509Chain { ChainPolicy = Policy(authority, time) };
        return chain.Build(certificate) ? null : string.Join("; ", chain.ChainStatus.Select(status => status.StatusInformation.TrimEnd('.', ' ')));
    }
}
