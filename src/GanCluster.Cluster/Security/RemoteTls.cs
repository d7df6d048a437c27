using System.Security.Cryptography.X509Certificates;
using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Configuration;
using Akka.Event;
using Akka.Remote.Transport.DotNetty;

namespace GanCluster.Cluster.Security;

/// <summary>
/// Mutual TLS for Akka.Remote by the rule of the data plane: whoever has a certificate of the one authority is a peer. Put the configuration before
/// any other and the setup beside it; addresses then begin with <c>akka.ssl.tcp://</c>. The transport of Akka.Remote 1.5.74 speaks TLS 1.2 and nothing else, and has
/// no setting for it; the data plane speaks TLS 1.3.
/// </summary>
public static class RemoteTls
{
    // A reason that the transport keeps to itself.
    private const string HandshakeFailed = "TlsHandshakeFailureReason";

    // All else comes from the setup, which overrides what configuration says of certificates and their validation.
    private static readonly Config _enabled = ConfigurationFactory.ParseString("akka.remote.dot-netty.tcp.enable-ssl = on");

    /// <param name="tls">Used as long as the actor system lives: dispose of it afterwards.</param>
    public static (Config Config, Setup Setup) For(TlsMaterial tls, TimeProvider time) => (_enabled, new DotNettySslSetup(
        tls.Certificate,
        suppressValidation: false,
        requireMutualAuthentication: true,
        validateCertificateHostname: false,
        (certificate, _, peer, _, log) =>
        {
            // The transport's own verdict is that of the system's authorities, which count for nothing here.
            var mistake = certificate is null ? "it has none" : PeerChain.Mistake(certificate, tls.Authority, time);
            if (mistake is not null) log.Warning("The certificate of {0} is refused: {1}", peer, mistake);
            return mistake is null;
        }));

    /// <summary>
    /// Whether the transport has shut the actor system down because a handshake that it began failed, which it does by itself, whatever the reason: a stranger at
    /// that address, or a peer that was killed just then. The second is nobody's mistake, so a host starts the system again.
    /// </summary>
    public static bool HasEnded(ActorSystem system) => CoordinatedShutdown.Get(system).ShutdownReason?.GetType().Name == HandshakeFailed;
}
