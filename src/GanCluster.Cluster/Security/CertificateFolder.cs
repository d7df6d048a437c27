using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using GanCluster.Core;

namespace GanCluster.Cluster.Security;

/// <summary>
/// The folder of <c>gancluster certs</c>: <c>ca.pem</c> and <c>ca-key.pem</c>, and <c>NAME.pem</c> and <c>NAME-key.pem</c> for each node. Keys can be read by their owner alone.
/// A folder that has an authority keeps it: certificates made later fit those made before.
/// </summary>
public sealed class CertificateFolder(string folder, TimeProvider time)
{
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode Public = Private | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
    private const string AuthorityName = "ca";

    /// <summary>The files of the node's certificate, as the options of a node want them.</summary>
    public TlsFiles FilesOf(string name) => new(CertificatePath(name), KeyPath(name), CertificatePath(AuthorityName));

    /// <summary>The files of the authority: its certificate, which every node trusts, and its key, which no node needs.</summary>
    public (string Certificate, string Key) AuthorityFiles => (CertificatePath(AuthorityName), KeyPath(AuthorityName));

    /// <summary>Whether there is anything that an authority could be overwritten by.</summary>
    public bool HasAuthority => File.Exists(KeyPath(AuthorityName)) || File.Exists(CertificatePath(AuthorityName));

    public bool HasNode(string name) => File.Exists(KeyPath(name)) || File.Exists(CertificatePath(name));

    /// <summary>Whether a node's certificate can have this name: its files are called so.</summary>
    public static bool CanName(string name) =>
        name.Length > 0 && name != AuthorityName && name[0] is not ('.' or '-') && !name.EndsWith("-key", StringComparison.Ordinal) && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.');

    /// <exception cref="UnusableInputException">The folder can't be written, or its authority can't be read.</exception>
    public CertificateAuthority OpenOrCreateAuthority(TimeSpan validity)
    {
        return Guarded(() =>
        {
            if (HasAuthority)
                return CertificateAuthority.Over(X509Certificate2.CreateFromPemFile(CertificatePath(AuthorityName), KeyPath(AuthorityName)), time);
            MakeFolder();
            var authority = CertificateAuthority.Create("GanCluster private authority", validity, time);
            Write(AuthorityName, authority.Certificate);
            return authority;
        });
    }

    /// <summary>Makes a node's certificate and writes its files, over older ones of that name.</summary>
    /// <exception cref="UnusableInputException">The name isn't one, or the folder can't be written.</exception>
    public TlsFiles IssueNode(CertificateAuthority authority, string name, IEnumerable<string> hosts, TimeSpan validity)
    {
        if (!CanName(name))
            throw new UnusableInputException($"'{name}' can't name a node's certificate: use letters, digits, '-', '_' and '.', not '{AuthorityName}', and no '-key' at the end");
        return Guarded(() =>
        {
            using var certificate = authority.Issue(name, hosts, validity);
            Write(name, certificate);
            return FilesOf(name);
        });
    }

    private void Write(string name, X509Certificate2 certificate)
    {
        using var key = certificate.GetECDsaPrivateKey()!;
        Write(KeyPath(name), key.ExportPkcs8PrivateKeyPem(), Private);
        Write(CertificatePath(name), certificate.ExportCertificatePem(), Public);
    }

    // A file that is there keeps its permissions when it is opened, so it goes first.
    private static void Write(string path, string pem, UnixFileMode mode)
    {
        File.Delete(path);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = mode;
        using var file = new FileStream(path, options);
        using var writer = new StreamWriter(file);
        writer.WriteLine(pem);
    }

    private void MakeFolder()
    {
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(folder);
        else Directory.CreateDirectory(folder, Private | UnixFileMode.UserExecute);
    }

    private T Guarded<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or CryptographicException or ArgumentException)
        {
            throw new UnusableInputException($"{folder} can't hold certificates ({exception.Message}): give --output a folder that this user may write to", exception);
        }
    }

    private string CertificatePath(string name) => Path.Combine(folder, $"{name}.pem");

    private string KeyPath(string name) => Path.Combine(folder, $"{name}-key.pem");
}
