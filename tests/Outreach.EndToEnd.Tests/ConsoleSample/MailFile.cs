namespace Outreach.EndToEnd.Tests.ConsoleSample;

/// <summary>A message as Python read it.</summary>
internal sealed record MailFile
{
    public required string File { get; init; }

    public required IReadOnlyList<string> Defects { get; init; }

    public required int Count { get; init; }

    public required string MessageId { get; init; }

    public required string InReplyTo { get; init; }

    public required IReadOnlyList<string> References { get; init; }

    public required string Subject { get; init; }

    public required string From { get; init; }

    public required string Recipient { get; init; }

    public required DateTimeOffset Date { get; init; }

    public required string Unsubscribe { get; init; }

    public required string ReturnPath { get; init; }

    public required IReadOnlyList<string> Types { get; init; }

    public required string Text { get; init; }
}
