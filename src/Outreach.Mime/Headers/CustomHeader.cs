using System.Buffers;
using System.Collections.Frozen;

namespace Outreach.Mime;

/// <summary>A header field that the caller names, with free text as its value. <c>default</c> is none and isn't written.</summary>
public readonly struct CustomHeader : IEquatable<CustomHeader>
{
    /// <summary>The longest name, in characters.</summary>
    public const int MaxNameLength = 64;

    // RFC 5322 §3.6.8 allows all printable characters but the colon; in use are these.
    private static readonly SearchValues<char> NameCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.");

    private static readonly FrozenSet<string> Reserved = new[]
    {
        "From", "Sender", "Reply-To", "To", "Cc", "Bcc", "Subject", "Date", "Message-ID", "In-Reply-To", "References", "Return-Path",
        "Received", "MIME-Version", "DKIM-Signature", "ARC-Seal", "ARC-Message-Signature", "ARC-Authentication-Results",
        "Authentication-Results", "List-Unsubscribe", "List-Unsubscribe-Post", "Feedback-ID", "Auto-Submitted",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private readonly string? _name;
    private readonly string? _value;

    private CustomHeader(string name, string value) => (_name, _value) = (name, value);

    /// <summary>Gets the name.</summary>
    /// <value>Empty for <c>default</c>.</value>
    public string Name => _name ?? "";

    /// <summary>Gets the value, not encoded.</summary>
    public string Value => _value ?? "";

    /// <summary>Compares two fields.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    /// <returns>Whether name (without case) and value are equal.</returns>
    public static bool operator ==(CustomHeader left, CustomHeader right) => left.Equals(right);

    /// <summary>Compares two fields.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    /// <returns>Whether name (without case) or value differ.</returns>
    public static bool operator !=(CustomHeader left, CustomHeader right) => !left.Equals(right);

    /// <summary>Makes a field from trusted text, such as configuration.</summary>
    /// <param name="name">The name.</param>
    /// <param name="value">The value.</param>
    /// <returns>The field.</returns>
    /// <exception cref="ArgumentException">They don't make a field; see <see cref="TryCreate"/>.</exception>
    public static CustomHeader Create(string name, string value) => TryCreate(name, value, out var header)
        ? header
        : throw new ArgumentException(
            "Use a name of 1 to 64 letters, digits, '-', '_' and '.' that the composer doesn't write itself, and a value without control " +
            "characters and line ends.",
            nameof(name));

    /// <summary>Makes a field.</summary>
    /// <param name="name">
    /// 1 to 64 letters, digits, <c>-</c>, <c>_</c> and <c>.</c>; not a field that the message has a property for, that servers write, or that
    /// starts with <c>Content-</c>, <c>Resent-</c> or <c>ARC-</c>.
    /// </param>
    /// <param name="value">Not blank, without control characters and line ends; blanks at its ends are dropped.</param>
    /// <param name="header">The field.</param>
    /// <returns>Whether they make a field.</returns>
    public static bool TryCreate(string? name, string? value, out CustomHeader header)
    {
        header = default;
        if (string.IsNullOrEmpty(name) || name.Length > MaxNameLength || name.AsSpan().ContainsAnyExcept(NameCharacters) ||
            IsReserved(name) || string.IsNullOrWhiteSpace(value) || !HeaderText.IsSafe(value))
        {
            return false;
        }

        header = new CustomHeader(name, value.Trim(' '));
        return true;
    }

    /// <inheritdoc/>
    public bool Equals(CustomHeader other) =>
        string.Equals(Name, other.Name, StringComparison.OrdinalIgnoreCase) && string.Equals(Value, other.Value, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is CustomHeader other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Name.ToUpperInvariant(), Value);

    /// <summary>Gets the field as text, for people.</summary>
    /// <returns>Name, colon, value.</returns>
    public override string ToString() => _name is null ? "" : $"{_name}: {_value}";

    private static bool IsReserved(string name) =>
        Reserved.Contains(name) ||
        name.StartsWith("Content-", StringComparison.OrdinalIgnoreCase) ||
        name.StartsWith("Resent-", StringComparison.OrdinalIgnoreCase) ||
        name.StartsWith("ARC-", StringComparison.OrdinalIgnoreCase);
}
