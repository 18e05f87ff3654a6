using System.Globalization;

namespace Outreach.Providers.Http;

/// <summary>Makes the results of messages that a provider is known not to take. They stay here, and need no intent.</summary>
public static class HandOverRefusals
{
    /// <summary>Makes the result of a message whose content the provider doesn't take.</summary>
    /// <param name="problem">Why, and what to do.</param>
    public static HandOverResult Content(string problem) => new()
    {
        Phase = HandOverPhase.NotHandedOver,
        Failure = FailureKind.RejectedContent,
        Reply = new ProviderReply { Text = problem },
    };

    /// <summary>Holds a message to the provider's limit.</summary>
    /// <param name="email">The message.</param>
    /// <param name="mostBytes">The limit.</param>
    /// <param name="service">The service's name.</param>
    /// <returns>The result of a message that is too large, or <see langword="null"/> for one that isn't.</returns>
    public static HandOverResult? TooLarge(OutgoingEmail email, int mostBytes, string service)
    {
        ArgumentNullException.ThrowIfNull(email);
        return email.Content.Length <= mostBytes ? null : Content(string.Create(
            CultureInfo.InvariantCulture,
            $"{service} takes messages of at most {mostBytes / 1_000_000} MB; this one has {email.Content.Length / 1_000_000d:0.0} MB. Send a link in place of the attachment."));
    }
}
