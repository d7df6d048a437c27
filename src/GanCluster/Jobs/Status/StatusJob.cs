using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using GanCluster.Core;
using GanCluster.Web;
using Spectre.Console;

namespace GanCluster.Jobs.Status;

/// <summary>Asks a node for its cluster's status and shows it, once or each second.</summary>
internal static class StatusJob
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1), Patience = TimeSpan.FromSeconds(5);

    /// <exception cref="UnusableInputException">Nobody answers there, or not as a node does.</exception>
    public static void Run(StatusQuery query)
    {
        using var client = new HttpClient(Handler(query.Authority)) { Timeout = Patience };
        if (!query.Watch)
        {
            Show(query, Ask(query, client));
            return;
        }

        if (query.Json || !query.Terminal.IsInteractive) Repeat(query, () => Show(query, Ask(query, client)));
        else query.Terminal.Console.Live(new Text("")).Start(live => Repeat(query, () => live.UpdateTarget(StatusScreen.Of(Ask(query, client).Report))));
    }

    private static void Repeat(StatusQuery query, Action show)
    {
        while (true)
        {
            show();
            Task.Delay(Interval, query.Time).Wait();
        }
    }

    private static void Show(StatusQuery query, (string Text, ReportJson Report) answer)
    {
        if (query.Json) query.Terminal.WriteRaw(answer.Text + "\n");
        else query.Terminal.Console.Write(StatusScreen.Of(answer.Report));
    }

    private static (string Text, ReportJson Report) Ask(StatusQuery query, HttpClient client)
    {
        try
        {
            using var answer = client.Send(new HttpRequestMessage(HttpMethod.Get, new Uri(query.Url, "/api/status")));
            if (!answer.IsSuccessStatusCode) throw Unusable(query, $"it answers {(int)answer.StatusCode}");
            using var reader = new StreamReader(answer.Content.ReadAsStream());
            var text = reader.ReadToEnd();
            return (text, JsonSerializer.Deserialize<ReportJson>(text, StatusJson.Options) ?? throw Unusable(query, "it answers nothing"));
        }
        catch (Exception failure) when (failure is HttpRequestException or TaskCanceledException or IOException)
        {
            throw Unusable(query, failure.GetBaseException().Message.TrimEnd('.'), failure);
        }
        catch (JsonException failure)
        {
            throw Unusable(query, "what answers there is no gancluster", failure);
        }
    }

    private static UnusableInputException Unusable(StatusQuery query, string why, Exception? cause = null) =>
        new($"--url: no status from {query.Url} ({why}): start a node with --web there, or give the URL of one that runs.", cause!);

    private static SocketsHttpHandler Handler(string? authority)
    {
        var handler = new SocketsHttpHandler();
        if (authority is null) return handler;
        X509Certificate2 trusted;
        try
        {
            trusted = X509CertificateLoader.LoadCertificateFromFile(authority);
        }
        catch (Exception failure) when (failure is CryptographicException or IOException)
        {
            throw new UnusableInputException($"--tls-ca: {authority} can't be read as a certificate ({failure.Message}): give the authority's file, such as ca.pem.", failure);
        }

        // The chain counts, not the name: pods change their addresses.
        handler.SslOptions.CertificateChainPolicy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, CustomTrustStore = { trusted }, RevocationMode = X509RevocationMode.NoCheck };
        handler.SslOptions.RemoteCertificateValidationCallback = (_, _, _, errors) => (errors & ~SslPolicyErrors.RemoteCertificateNameMismatch) == SslPolicyErrors.None;
        return handler;
    }
}
