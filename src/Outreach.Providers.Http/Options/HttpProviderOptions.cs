using System.ComponentModel.DataAnnotations;

namespace Outreach.Providers.Http;

/// <summary>How an HTTP provider is reached. The base of the options of each.</summary>
public abstract class HttpProviderOptions
{
    /// <summary>Gets or sets the address of the API, when it isn't the provider's own: that of a proxy, or of a test server.</summary>
    /// <value>An absolute address with the scheme https, or http on the same machine. Default: <see langword="null"/>, the provider's.</value>
    public Uri? BaseAddress { get; set; }

    /// <summary>Gets or sets how long connecting (name lookup, TCP) may take.</summary>
    /// <value>0.1 seconds to 5 minutes. Default: 15 seconds.</value>
    [HttpDuration]
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>Gets or sets how long it may take to connect and to hand over all but the end of a request.</summary>
    /// <value>0.1 seconds to 5 minutes. Default: 100 seconds.</value>
    [HttpDuration]
    public TimeSpan RequestTimeout { get; set; } = TimeSpan.FromSeconds(100);

    /// <summary>
    /// Gets or sets how long to wait for the answer once a request has left. Giving up early leaves messages in doubt that the provider has
    /// accepted.
    /// </summary>
    /// <value>0.1 seconds to 5 minutes. Default: 2 minutes.</value>
    [HttpDuration]
    public TimeSpan AnswerTimeout { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>Gets or sets how many connections are used at once.</summary>
    /// <value>1 to 1,000. Default: 32.</value>
    [Range(1, 1_000)]
    public int MaxConnections { get; set; } = 32;

    /// <summary>Gets or sets how much of an answer is read.</summary>
    /// <value>1,024 to 16,777,216 bytes. Default: 65,536.</value>
    [Range(1_024, 16 << 20)]
    public int MaxAnswerBytes { get; set; } = 64 << 10;
}
