using GanCluster.Cluster.Security;
using GanCluster.Core;

namespace GanCluster.Cluster.Tests.Security;

public sealed class TlsFilesTests : IDisposable
{
    private readonly TestCertificates _certificates = new();
    private readonly TestCertificates _others = new();

    public void Dispose()
    {
        _certificates.Dispose();
        _others.Dispose();
    }

    [Fact]
    public void From_None_IsNothingAndSomeIsAMistake()
    {
        Assert.Null(TlsFiles.From(null, null, null));
        Assert.Contains("--tls-key", Assert.Throws<UnusableInputException>(() => TlsFiles.From("a", null, "b")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_MistakenFiles_SaysWhichInOneSentence()
    {
        var mine = _certificates.Files("node");
        var others = _others.Files("node");
        var text = Path.Combine(_certificates.Path, "text");
        File.WriteAllText(text, "no PEM");
        foreach (var (files, option) in new[]
        {
            (mine with { Certificate = "/nowhere.pem" }, "--tls-cert"),
            (mine with { Certificate = text }, "--tls-cert"),
            (mine with { Key = text }, "--tls-key"),
            (mine with { Key = others.Key }, "--tls-key"),
            (mine with { Authority = text }, "--tls-ca"),
            (mine with { Authority = others.Authority }, "--tls-ca"),
        })
        {
            var message = Assert.Throws<UnusableInputException>(() => files.Load(TimeProvider.System)).Message;
            Assert.Contains(option, message, StringComparison.Ordinal);
            Assert.DoesNotContain('\n', message);
        }
    }

    [Fact]
    public void Load_Expired_SaysSo()
    {
        var files = _certificates.Files("node");
        files.Load(TimeProvider.System).Dispose();
        var later = new TestTime(TimeProvider.System.GetUtcNow() + TimeSpan.FromDays(11));
        Assert.Contains("gancluster certs", Assert.Throws<UnusableInputException>(() => files.Load(later)).Message, StringComparison.Ordinal);
    }
}
