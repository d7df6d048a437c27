using GanCluster.Core.Options;
using GanCluster.Web;

namespace GanCluster.Tests.Web;

public class WebAddressTests
{
    private readonly List<OptionMistake> _mistakes = [];

    [Theory]
    [InlineData("127.0.0.1:8080", "127.0.0.1:8080")]
    [InlineData("localhost:80", "127.0.0.1:80")]
    [InlineData("[::1]:9000", "[::1]:9000")]
    [InlineData("0.0.0.0:0", "0.0.0.0:0")]
    public void Read_HostAndPort(string text, string expected) => Assert.Equal(expected, WebAddress.Read(text, null, _mistakes)!.ToString());

    [Theory]
    [InlineData("8080")]
    [InlineData(":8080")]
    [InlineData("example.com:80")]
    [InlineData("::1:9000")]
    [InlineData("127.0.0.1:65536")]
    [InlineData("127.0.0.1:-1")]
    [InlineData("")]
    public void Read_AnythingElse_IsAMistake(string text)
    {
        WebAddress.Read(text, null, _mistakes);
        Assert.Contains("--web", Assert.Single(_mistakes).ToString());
    }

    [Fact]
    public void Read_Off_IsNone() => Assert.Null(WebAddress.Read("off", WebAddress.Default, _mistakes));

    [Theory]
    [InlineData("127.0.0.1:1", false, false, true)]
    [InlineData("0.0.0.0:1", false, false, false)]
    [InlineData("0.0.0.0:1", true, false, true)]
    [InlineData("0.0.0.0:1", false, true, true)]
    public void RefuseOpen_WithoutTlsOrConsent(string text, bool tls, bool insecure, bool allowed)
    {
        WebAddress.Read(text, null, _mistakes)!.RefuseOpen(tls, insecure, "add it", _mistakes);
        Assert.Equal(allowed, _mistakes.Count == 0);
    }
}
