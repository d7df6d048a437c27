using System.Security.Cryptography.X509Certificates;
using GanCluster.Cluster.Security;

namespace GanCluster.Cluster.Tests.Security;

/// <summary>An authority of one test's own, in a folder that goes with it.</summary>
internal sealed class TestCertificates : IDisposable
{
    private static readonly TimeSpan Age = TimeSpan.FromDays(30);

    private readonly string _folder = Directory.CreateTempSubdirectory("gancluster-certificates-").FullName;
    private readonly CertificateAuthority _authority;

    public TestCertificates(TimeProvider? time = null)
    {
        Folder = new CertificateFolder(_folder, time ?? TimeProvider.System);

        // As old as a real one, so that what it made in the past can have expired.
        var begun = new CertificateFolder(_folder, new TestTime((time ?? TimeProvider.System).GetUtcNow() - Age));
        begun.OpenOrCreateAuthority(Age + TimeSpan.FromDays(100)).Dispose();
        _authority = Folder.OpenOrCreateAuthority(TimeSpan.FromDays(1));
    }

    /// <summary>A certificate that this authority made some days ago, for a day.</summary>
    public X509Certificate2 Expired()
    {
        var past = new TestTime(TimeProvider.System.GetUtcNow() - TimeSpan.FromDays(5));
        using var authority = new CertificateFolder(_folder, past).OpenOrCreateAuthority(TimeSpan.FromDays(1));
        return authority.Issue("expired", [], TimeSpan.FromDays(1));
    }

    public string Path => _folder;
    public CertificateFolder Folder { get; }

    public TlsFiles Files(string name, TimeSpan? validity = null) => Folder.IssueNode(_authority, name, ["node.example"], validity ?? TimeSpan.FromDays(10));

    public TlsMaterial Node(string name) => Files(name).Load(TimeProvider.System);

    public void Dispose()
    {
        _authority.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}
