namespace Outreach;

/// <summary>Implemented by providers that know whether their connections are encrypted.</summary>
public interface ITransportSecurity
{
    /// <summary>
    /// Gets whether connections are encrypted (TLS); <see langword="null"/> where it can't be told, as with a relay on the same machine, which goes on by itself.
    /// </summary>
    bool? IsEncrypted { get; }
}
