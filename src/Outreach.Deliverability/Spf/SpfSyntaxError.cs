namespace Outreach.Deliverability;

/// <summary>Why a text is no SPF record.</summary>
/// <param name="Position">Where, in characters from the start.</param>
/// <param name="Message">What is wrong, and what to do.</param>
public readonly record struct SpfSyntaxError(int Position, string Message)
{
    /// <inheritdoc/>
    public override string ToString() => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"At {Position}: {Message}");
}
