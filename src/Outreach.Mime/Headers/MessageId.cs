using System.Buffers;

namespace Outreach.Mime;

/// <summary>The id of a message (RFC 5322 §3.6.4). <c>default</c> is none.</summary>
public readonly struct MessageId : IEquatable<MessageId>
{
    /// <summary>The longest id, in characters.</summary>
    public const int MaxLength = HeaderLine.MaxToken;

    private static readonly SearchValues<char> Allowed = SearchValues.Create(
        [.. Enumerable.Range(0x21, 0x5E).Select(c => (char)c).Where(c => c is not ('<' or '>'))]);

    /// <summary>With the brackets, as it is written and stored.</summary>
    private readonly string? _text;

    private MessageId(string text) => _text = text;

    /// <summary>Gets the id without its angle brackets.</summary>
    /// <value>Empty for <c>default</c>.</value>
    public string Value => Span.ToString();

    /// <summary>Gets whether this is <c>default</c>: no id.</summary>
    public bool IsEmpty => _text is null;

    /// <summary>Gets the id without its angle brackets.</summary>
    internal ReadOnlySpan<char> Span => _text is null ? [] : _text.AsSpan(1, _text.Length - 2);

    /// <summary>Compares two ids.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    /// <returns>Whether they are equal, case included.</returns>
    public static bool operator ==(MessageId left, MessageId right) => left.Equals(right);

    /// <summary>Compares two ids.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    /// <returns>Whether they differ.</returns>
    public static bool operator !=(MessageId left, MessageId right) => !left.Equals(right);

    /// <summary>Makes an id for a message of our own.</summary>
    /// <param name="uniquePart">What is unique; letters, digits, dots, hyphens.</param>
    /// <param name="domain">A domain of the sender, such as <see cref="EmailAddress.Domain"/> of its address.</param>
    /// <returns>The id.</returns>
    /// <exception cref="ArgumentException">The parts don't make an id.</exception>
    public static MessageId Create(string uniquePart, string domain)
    {
        ArgumentException.ThrowIfNullOrEmpty(uniquePart);
        ArgumentException.ThrowIfNullOrEmpty(domain);
        var isDomain = domain[0] == '[' || DomainName.CheckHost(domain).Kind == AddressErrorKind.None;
        return isDomain && AddressCharacters.IsDotAtom(uniquePart) && TryParse($"<{uniquePart}@{domain}>", out var id)
            ? id
            : throw new ArgumentException("A message id is made of ASCII letters, digits, dots and hyphens, and a host name.", nameof(uniquePart));
    }

    /// <summary>Reads an id as other programs write it, which need not follow the standard.</summary>
    /// <param name="text">The id, with or without its angle brackets.</param>
    /// <param name="id">The id.</param>
    /// <returns>
    /// <see langword="false"/> if it's empty, longer than <see cref="MaxLength"/>, or has a blank, control character, angle bracket or
    /// anything that isn't ASCII.
    /// </returns>
    public static bool TryParse(string? text, out MessageId id)
    {
        id = default;
        if (text is null)
        {
            return false;
        }

        var isBracketed = text.Length >= 2 && text[0] == '<' && text[^1] == '>';
        var inner = isBracketed ? text.AsSpan(1, text.Length - 2) : text;
        if (inner.Length is 0 or > MaxLength || inner.ContainsAnyExcept(Allowed))
        {
            return false;
        }

        id = new MessageId(isBracketed ? text : $"<{text}>");
        return true;
    }

    /// <summary>Gets the id with its angle brackets.</summary>
    /// <returns>Such as <c>&lt;1@example.com&gt;</c>; empty for <c>default</c>. No allocation.</returns>
    public override string ToString() => _text ?? "";

    /// <inheritdoc/>
    public bool Equals(MessageId other) => string.Equals(_text, other._text, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is MessageId other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => _text is null ? 0 : string.GetHashCode(_text, StringComparison.Ordinal);
}
