namespace Outreach;

/// <summary>Checks the limits that <see cref="ExternalMessage"/> states.</summary>
internal static class ExternalMessageRules
{
    public static void Check(ExternalMessage message)
    {
        RequireLength(message.Id, 1, 200, nameof(message.Id));
        RequireLength(message.From, 1, 320, nameof(message.From));
        RequireLength(message.InReplyTo, 1, 998, nameof(message.InReplyTo));
        RequireLength(message.Text, 0, 100_000, nameof(message.Text));
        if (message is { ParticipantId: null, ContactId: null, From: null })
        {
            throw new ArgumentException("The message must say who wrote it: participantId, contactId or from.", nameof(message));
        }
    }

    private static void RequireLength(string? value, int least, int most, string name)
    {
        if (value is not null && (value.Length < least || value.Length > most))
        {
            throw new ArgumentException($"{name} has {value.Length} characters; it must have {least} to {most}.", nameof(value));
        }
    }
}
