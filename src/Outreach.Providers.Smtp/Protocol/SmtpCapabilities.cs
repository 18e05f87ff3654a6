using System.Globalization;

namespace Outreach.Providers.Smtp;

/// <summary>What a server offered in its answer to EHLO (RFC 5321 §4.1.1.1).</summary>
internal sealed class SmtpCapabilities
{
    public static readonly SmtpCapabilities None = new();

    public bool Pipelining { get; private set; }

    public bool Chunking { get; private set; }

    public bool EightBitMime { get; private set; }

    public bool SmtpUtf8 { get; private set; }

    public bool Dsn { get; private set; }

    public bool StartTls { get; private set; }

    public bool Size { get; private set; }

    /// <summary>Gets the most octets of a message, or <see langword="null"/> if the server has not said (RFC 1870 §3).</summary>
    public long? MaxSize { get; private set; }

    public bool AuthPlain { get; private set; }

    public bool AuthLogin { get; private set; }

    public bool AuthXOAuth2 { get; private set; }

    /// <summary>Gets the authentication mechanisms as the server wrote them, for messages to people.</summary>
    public string AuthText { get; private set; } = "";

    /// <summary>Reads the text of an answer to EHLO: the first line is the greeting.</summary>
    public static SmtpCapabilities Parse(string text)
    {
        var result = new SmtpCapabilities();
        foreach (var line in text.Split('\n').Skip(1))
        {
            // Old servers write "AUTH=LOGIN" (before RFC 4954).
            var words = line.Split([' ', '='], StringSplitOptions.RemoveEmptyEntries);
            if (words.Length > 0)
            {
                result.Add(words);
            }
        }

        return result;
    }

    private void Add(string[] words)
    {
        switch (words[0].ToUpperInvariant())
        {
            case "PIPELINING": Pipelining = true; break;
            case "CHUNKING": Chunking = true; break;
            case "8BITMIME": EightBitMime = true; break;
            case "SMTPUTF8": SmtpUtf8 = true; break;
            case "DSN": Dsn = true; break;
            case "STARTTLS": StartTls = true; break;
            case "SIZE": AddSize(words); break;
            case "AUTH": AddMechanisms(words.AsSpan(1)); break;
        }
    }

    private void AddSize(string[] words)
    {
        Size = true;
        // 0 means that there is no fixed limit.
        if (words.Length > 1 && long.TryParse(words[1], NumberStyles.None, CultureInfo.InvariantCulture, out var size) && size > 0)
        {
            MaxSize = size;
        }
    }

    private void AddMechanisms(ReadOnlySpan<string> mechanisms)
    {
        foreach (var mechanism in mechanisms)
        {
            AuthPlain |= mechanism.Equals("PLAIN", StringComparison.OrdinalIgnoreCase);
            AuthLogin |= mechanism.Equals("LOGIN", StringComparison.OrdinalIgnoreCase);
            AuthXOAuth2 |= mechanism.Equals("XOAUTH2", StringComparison.OrdinalIgnoreCase);
            AuthText = AuthText.Length == 0 ? mechanism : AuthText + " " + mechanism;
        }
    }
}
