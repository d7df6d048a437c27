using GanCluster.Tests.Hosting;

namespace GanCluster.Tests.Commands;

public sealed class BenchTests : IDisposable
{
    private readonly TestHost _host = new();

    public void Dispose() => _host.Dispose();

    // Its default was lost on the way to its validator once, and bench refused to run without --rounds.
    [Fact]
    public void Bench_NoArguments_MeasuresTheEngine() => Assert.Equal(0, _host.Run("bench"));

    [Theory]
    [InlineData("star", @" 128\.\d KB +128\.\d KB")]
    [InlineData("sharded", @" 8[56]\.\d KB +8[56]\.\d KB")]
    public void BenchExchange_BetweenProcesses_SaysTimeRatioAndBytes(string layout, string moved)
    {
        Assert.Equal(0, _host.Run("bench", "--exchange", "--nodes", "3", "--bytes", "64KB", "--layout", layout, "--tls", "--rounds", "3"));
        var lines = _host.Output.TrimEnd().Split('\n');
        Assert.Contains("between 3 processes on loopback", lines[0]);
        Assert.Matches(@"^TCP +[\d.,]+ ms +[\d.,]+ ms +[\d.,]+ +[\d.,]+ to [\d.,]+ ", lines[^2]);
        Assert.Matches(@"^TLS +[\d.,]+ ms +[\d.,]+ ms +[\d.,]+ +[\d.,]+ to [\d.,]+ ", lines[^1]);
        Assert.All(lines[^2..], line => Assert.Matches(moved, line));
        Assert.Empty(_host.Error);
    }

    [Theory]
    [InlineData("--nodes takes a whole number from 2 to 8", "--exchange", "--nodes", "1")]
    [InlineData("--bytes takes a size from 1KB to 1GB", "--exchange", "--bytes", "8XB")]
    [InlineData("--bytes takes a size from 1KB to 1GB", "--exchange", "--bytes", "2GB")]
    [InlineData("ring", "--exchange", "--layout", "ring")]
    [InlineData("--tls is an option of --exchange", "--tls")]
    [InlineData("use that", "--exchange-node", "0")]
    [InlineData("--rounds takes a whole number", "--rounds", "0")]
    public void Bench_WrongArguments_IsOneSentenceAndExitCode2(string expected, params string[] arguments)
    {
        Assert.Equal(2, _host.Run(["bench", .. arguments]));
        Assert.Contains(expected, _host.Error);
        Assert.Single(_host.Error.TrimEnd().Split('\n'));
    }
}
