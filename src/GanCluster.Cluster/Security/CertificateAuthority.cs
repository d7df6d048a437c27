using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using GanCluster.Core;

namespace GanCluster.Cluster.Security;

/// <summary>A private authority for one cluster: ECDSA on P-256. Whoever has its key can make peers.</summary>
public sealed class CertificateAuthority : IDisposable
{
    private const int SerialBytes = 16;
    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1", ClientAuthentication = "1.3.6.1.5.5.7.3.2";

    // Clocks of two machines differ.
    private static readonly TimeSpan _backdated = TimeSpan.FromHours(1);

    private readonly TimeProvider _time;

    private CertificateAuthority(X509Certificate2 certificate, TimeProvider time) => (Certificate, _time) = (certificate, time);

    /// <summary>With its private key.</summary>
    public X509Certificate2 Certificate { get; }

    public static CertificateAuthority Create(string name, TimeSpan validity, TimeProvider time)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(Subject(name), key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(X509BasicConstraintsExtension.CreateForCertificateAuthority(pathLengthConstraint: 0));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, critical: true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        var now = time.GetUtcNow();
        return new CertificateAuthority(request.CreateSelfSigned(now - _backdated, now + validity), time);
    }

    /// <param name="certificate">With its private key. It becomes this object's.</param>
    internal static CertificateAuthority Over(X509Certificate2 certificate, TimeProvider time) => new(certificate, time);

    /// <summary>A certificate for a node, as server and as client, for this machine's names and those given.</summary>
    /// <param name="hosts">Names and IP addresses under which others call the node.</param>
    /// <param name="validity">It ends with the authority's own at the latest.</param>
    /// <returns>With its private key; the caller's to dispose.</returns>
    /// <exception cref="UnusableInputException">The authority's own certificate has expired.</exception>
    public X509Certificate2 Issue(string name, IEnumerable<string> hosts, TimeSpan validity)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(Subject(name), key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(X509BasicConstraintsExtension.CreateForEndEntity(critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true));
        request.CertificateExtensions.Add(
            new X509EnhancedKeyUsageExtension([new Oid(ServerAuthentication), new Oid(ClientAuthentication)], critical: false));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(Certificate, true, false));
        request.CertificateExtensions.Add(Names(hosts));

        var now = _time.GetUtcNow();
        DateTimeOffset first = Certificate.NotBefore, last = Certificate.NotAfter;
        var (from, to) = (now - _backdated, now + validity);
        if (from > last) throw new UnusableInputException("the authority's certificate has expired: delete its folder and make new certificates for every node");
        using var bare = request.Create(Certificate, from < first ? first : from, to > last ? last : to, RandomNumberGenerator.GetBytes(SerialBytes));
        return bare.CopyWithPrivateKey(key);
    }

    public void Dispose() => Certificate.Dispose();

    private static X500DistinguishedName Subject(string name)
    {
        var subject = new X500DistinguishedNameBuilder();
        subject.AddOrganizationName("GanCluster");
        subject.AddCommonName(name);
        return subject.Build();
    }

    private static X509Extension Names(IEnumerable<string> hosts)
    {
        var names = new SubjectAlternativeNameBuilder();
        foreach (var host in hosts.Concat(["localhost", "127.0.0.1", "::1"]).Distinct(StringComparer.OrdinalIgnoreCase))
        {
            if (IPAddress.TryParse(host, out var address)) names.AddIpAddress(address);
            else names.AddDnsName(host);
        }

        return names.Build();
    }
}
