using GanCluster.Cluster.Security;
using GanCluster.Tests.Hosting;

namespace GanCluster.Tests.Commands;

public sealed class CertsTests : IDisposable
{
    private readonly TestHost _host = new();

    public void Dispose() => _host.Dispose();

    [Fact]
    public void Certs_Names_MakesFilesThatNodesCanUse()
    {
        Assert.Equal(0, _host.Run("certs", "--output", "tls", "--names", "node-0.gan,10.0.0.7,fd00::7"));
        Assert.Equal(
            ["10.0.0.7-key.pem", "10.0.0.7.pem", "ca-key.pem", "ca.pem", "fd00--7-key.pem", "fd00--7.pem", "node-0.gan-key.pem", "node-0.gan.pem"],
            Files());
        var option = Assert.Single(_host.Output.Split('\n'), line => line.Contains("--tls-cert tls/node-0.gan.pem", StringComparison.Ordinal)).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(["--tls-cert", "--tls-key", "--tls-ca"], option.Where((_, i) => i % 2 == 0));
        using var material = TlsFiles.From(_host.PathOf(option[1]), _host.PathOf(option[3]), _host.PathOf(option[5]))!.Load(_host.Time);
        Assert.True(material.Certificate.MatchesHostname("node-0.gan"));
        Assert.Contains("ca.pem, ca-key.pem: the authority, until 2036-03-11", _host.Output);
        Assert.Empty(_host.Error);
    }

    [Fact]
    public void Certs_Keys_AreTheOwnersAlone()
    {
        Assert.Equal(0, _host.Run("certs", "--output", "tls"));
        Assert.Equal(["ca-key.pem", "ca.pem", "node-key.pem", "node.pem"], Files());
        if (OperatingSystem.IsWindows()) return;
        foreach (var key in new[] { "ca-key.pem", "node-key.pem" })
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_host.PathOf("tls", key)));
    }

    [Theory]
    [InlineData("tls has an authority already")]
    [InlineData("tls has certificates for a already", "--names", "a,b")]
    [InlineData("'no host' is no host name", "--names", "no host")]
    [InlineData("'a-key' is no host name", "--names", "a-key")]
    [InlineData("'' is no host name", "--names", "b,")]
    public void Certs_WhatIsThereOrIsntAName_IsRefusedInOneSentenceAndNothingChanges(string expected, params string[] more)
    {
        Assert.Equal(0, _host.Run("certs", "--output", "tls", "--names", "a"));
        var before = Contents();
        Assert.Equal(2, _host.Run(["certs", "--output", "tls", .. more]));
        Assert.Contains(expected, _host.Error);
        Assert.Single(_host.Error.TrimEnd().Split('\n'));
        Assert.Equal(before, Contents());
    }

    [Fact]
    public void Certs_MoreNames_AreOfTheSameAuthority()
    {
        Assert.Equal(0, _host.Run("certs", "--output", "tls", "--names", "a"));
        var authority = File.ReadAllText(_host.PathOf("tls", "ca.pem"));
        Assert.Equal(0, _host.Run("certs", "--output", "tls", "--names", "b"));
        Assert.Equal(authority, File.ReadAllText(_host.PathOf("tls", "ca.pem")));
        new CertificateFolder(_host.PathOf("tls"), _host.Time).FilesOf("b").Load(_host.Time).Dispose();
        Assert.Contains("More certificates of the authority in tls", _host.Output);
    }

    [Fact]
    public void Certs_FolderThatCantBe_IsRefused()
    {
        File.WriteAllText(_host.PathOf("tls"), "a file");
        Assert.Equal(2, _host.Run("certs", "--output", "tls"));
        Assert.Contains("give --output a folder", _host.Error);
    }

    private IEnumerable<string?> Files() => Directory.GetFiles(_host.PathOf("tls")).Select(Path.GetFileName).Order(StringComparer.Ordinal);

    private string Contents() => string.Concat(Directory.GetFiles(_host.PathOf("tls")).Order(StringComparer.Ordinal).Select(File.ReadAllText));
}
