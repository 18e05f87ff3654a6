using System.Buffers;

namespace Outreach.Providers.Http;

/// <summary>Checks that the options of several providers share. Each gives the text of an error, or <see langword="null"/>.</summary>
public static class HttpProviderRules
{
    private static readonly SearchValues<char> Printable =
        SearchValues.Create([.. Enumerable.Range('!', '~' - '!' + 1).Select(static code => (char)code)]);

    /// <summary>Checks a secret that goes into a header: it must be there, and hold printable ASCII characters only.</summary>
    /// <param name="value">The secret.</param>
    /// <param name="name">The option's name.</param>
    /// <param name="where">Where the host finds it.</param>
    public static string? Secret(string? value, string name, string where) =>
        string.IsNullOrEmpty(value) ? $"{name} is missing: {where}"
        : value.AsSpan().ContainsAnyExcept(Printable) ? $"{name} must hold printable ASCII characters without spaces: copy it again."
        : null;

    /// <summary>Checks <see cref="HttpProviderOptions.BaseAddress"/>: credentials never leave the machine unprotected.</summary>
    /// <param name="options">The options.</param>
    /// <param name="type">The name of their type.</param>
    public static string? Address(HttpProviderOptions options, string type)
    {
        ArgumentNullException.ThrowIfNull(options);
        return options.BaseAddress is not { } address ? null
            : !address.IsAbsoluteUri || (address.Scheme != Uri.UriSchemeHttps && !(address.Scheme == Uri.UriSchemeHttp && address.IsLoopback))
                ? $"{type}.BaseAddress must be an https address (http only on the same machine): messages and credentials go there."
                : address.Query.Length > 0 || address.Fragment.Length > 0 || address.UserInfo.Length > 0
                    ? $"{type}.BaseAddress must have no query, fragment or user name."
                    : null;
    }
}
