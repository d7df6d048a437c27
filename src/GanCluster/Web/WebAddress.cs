using System.Globalization;
using System.Net;
using System.Net.Sockets;
using GanCluster.Core.Options;

namespace GanCluster.Web;

/// <summary>Where a node's page is served.</summary>
internal sealed record WebAddress(IPAddress Address, int Port)
{
    public const string Off = "off";

    public static WebAddress Default { get; } = new(IPAddress.Loopback, 8080);

    public bool IsLoopback => IPAddress.IsLoopback(Address);

    /// <param name="text">What <c>--web</c> says; null if it isn't given.</param>
    /// <param name="otherwise">What holds then.</param>
    /// <returns>Null for none.</returns>
    public static WebAddress? Read(string? text, WebAddress? otherwise, List<OptionMistake> mistakes)
    {
        if (text is null) return otherwise;
        if (text.Equals(Off, StringComparison.OrdinalIgnoreCase)) return null;
        if (Parse(text) is { } address) return address;
        mistakes.Add(new OptionMistake(OptionMistakeKind.Conflict, "--web", "", $"'{text}' is neither HOST:PORT, such as 127.0.0.1:8080, 0.0.0.0:8080 or [::1]:8080, nor {Off}"));
        return otherwise;
    }

    /// <summary>The page shows figures, addresses and pictures of the run: to other machines only over TLS, or where the network is trusted.</summary>
    public void RefuseOpen(bool hasTls, bool insecure, string remedy, List<OptionMistake> mistakes)
    {
        if (IsLoopback || hasTls || insecure) return;
        mistakes.Add(new OptionMistake(OptionMistakeKind.Conflict, "--web", "", $"{this} is open to other machines, and there is no TLS; {remedy}"));
    }

    /// <param name="host">A name of this machine, for an address that stands for all of its own.</param>
    public string Url(bool hasTls, string host) => $"{(hasTls && !IsLoopback ? "https" : "http")}://{HostName(host)}:{Port}";

    public override string ToString() => new IPEndPoint(Address, Port).ToString();

    private static WebAddress? Parse(string text)
    {
        var colon = text.LastIndexOf(':');
        if (colon <= 0 || !int.TryParse(text[(colon + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var port) || port > IPEndPoint.MaxPort) return null;
        var host = text[..colon];
        if (host.Equals("localhost", StringComparison.OrdinalIgnoreCase)) return new WebAddress(IPAddress.Loopback, port);
        // An IPv6 address stands in brackets, so that its last part isn't taken for the port.
        if (host.Contains(':') != (host.StartsWith('[') && host.EndsWith(']'))) return null;
        return IPAddress.TryParse(host.Trim('[', ']'), out var address) ? new WebAddress(address, port) : null;
    }

    private string HostName(string host) =>
        Address.Equals(IPAddress.Any) || Address.Equals(IPAddress.IPv6Any) ? host : Address.AddressFamily == AddressFamily.InterNetworkV6 ? $"[{Address}]" : Address.ToString();
}
