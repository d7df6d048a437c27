using System.Security.Cryptography.X509Certificates;
using GanCluster.Cluster.Security;
using GanCluster.Core;

namespace GanCluster.Cluster.Tests.Security;

public sealed class CertificateFolderTests : IDisposable
{
    private static readonly DateTimeOffset _now = new(2031, 5, 6, 7, 8, 9, TimeSpan.Zero);

    private readonly TestCertificates _certificates = new(new TestTime(_now));

    public void Dispose() => _certificates.Dispose();

    [Fact]
    public void IssueNode_Files_KeysAreTheOwnersAlone()
    {
        var files = _certificates.Files("worker-0");
        Assert.Equal(["ca-key.pem", "ca.pem", "worker-0-key.pem", "worker-0.pem"], Directory.GetFiles(_certificates.Path).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        if (OperatingSystem.IsWindows()) return;
        foreach (var key in new[] { files.Key, Path.Combine(_certificates.Path, "ca-key.pem") })
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(key));
    }

    [Fact]
    public void IssueNode_Certificate_HasNamesUsageAndValidity()
    {
        using var certificate = X509CertificateLoader.LoadCertificateFromFile(_certificates.Files("worker-0").Certificate);
        var names = certificate.Extensions.OfType<X509SubjectAlternativeNameExtension>().Single();
        Assert.Equal(["node.example", "localhost"], names.EnumerateDnsNames());
        Assert.Equal(["127.0.0.1", "::1"], names.EnumerateIPAddresses().Select(address => address.ToString()));
        Assert.Equal(X509KeyUsageFlags.DigitalSignature, certificate.Extensions.OfType<X509KeyUsageExtension>().Single().KeyUsages);
        Assert.Equal(2, certificate.Extensions.OfType<X509EnhancedKeyUsageExtension>().Single().EnhancedKeyUsages.Count);
        Assert.Equal((_now + TimeSpan.FromDays(10)).UtcDateTime, certificate.NotAfter.ToUniversalTime());
        Assert.True(certificate.NotBefore.ToUniversalTime() < _now.UtcDateTime);
    }

    [Fact]
    public void IssueNode_ValidityBeyondTheAuthority_EndsWithIt()
    {
        using var certificate = X509CertificateLoader.LoadCertificateFromFile(_certificates.Files("worker-0", TimeSpan.FromDays(9_999)).Certificate);
        Assert.Equal((_now + TimeSpan.FromDays(100)).UtcDateTime, certificate.NotAfter.ToUniversalTime());
    }

    [Fact]
    public void OpenOrCreateAuthority_Again_IsTheSame()
    {
        using var first = _certificates.Folder.OpenOrCreateAuthority(TimeSpan.FromDays(1));
        using var second = _certificates.Folder.OpenOrCreateAuthority(TimeSpan.FromDays(1));
        Assert.Equal(first.Certificate.Thumbprint, second.Certificate.Thumbprint);
        using var material = _certificates.Folder.IssueNode(second, "later", [], TimeSpan.FromDays(1)).Load(new TestTime(_now));
        Assert.True(material.Certificate.HasPrivateKey);
    }

    [Theory, InlineData(""), InlineData("ca"), InlineData("../worker"), InlineData(".hidden"), InlineData("worker-key")]
    public void IssueNode_NameThatIsntOne_IsRefused(string name) => Assert.Throws<UnusableInputException>(() => _certificates.Files(name));
}
