using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace GanCluster.Cluster.Security;

/// <summary>
/// A node's certificate and the one authority that it trusts, on both planes. Whoever has a certificate of that authority is a peer; names aren't
/// compared, since pods change their addresses. The system's authorities count for nothing.
/// </summary>
public sealed class TlsMaterial : IDisposable
{
    internal TlsMaterial(X509Certificate2 certificate, X509Certificate2 authority)
    {
        (Certificate, Authority) = (certificate, authority);
        Context = SslStreamCertificateContext.Create(certificate, additionalCertificates: null, offline: true);
    }

    /// <summary>With its private key.</summary>
    public X509Certificate2 Certificate { get; }

    public X509Certificate2 Authority { get; }

    private SslStreamCertificateContext Context { get; }

    public SslServerAuthenticationOptions ForServer(TimeProvider time) => new()
    {
        ServerCertificateContext = Context,
        ClientCertificateRequired = true,
        EnabledSslProtocols = SslProtocols.Tls13,
        CertificateChainPolicy = PeerChain.Policy(Authority, time),
        RemoteCertificateValidationCallback = AcceptChain,
    };

    public SslClientAuthenticationOptions ForClient(string host, TimeProvider time) => new()
    {
        TargetHost = host,
        ClientCertificateContext = Context,
        EnabledSslProtocols = SslProtocols.Tls13,
        CertificateChainPolicy = PeerChain.Policy(Authority, time),
        RemoteCertificateValidationCallback = AcceptChain,
    };

    public void Dispose()
    {
        Certificate.Dispose();
        Authority.Dispose();
    }

    // The chain has been built with the policy above; only a name that differs is forgiven.
    private static bool AcceptChain(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors) =>
        certificate is not null && (errors & ~SslPolicyErrors.RemoteCertificateNameMismatch) == SslPolicyErrors.None;
}
