namespace Outreach;

/// <summary>Shows messages as contacts would get them, by the same code that sends.</summary>
public interface IMessagePreview
{
    /// <summary>Renders and composes a step of a campaign for a contact. Nothing is stored or sent.</summary>
    /// <param name="organisationId">The organisation.</param>
    /// <param name="campaignId">The campaign, in any status.</param>
    /// <param name="stepIndex">The step, from 0.</param>
    /// <param name="contactId">The contact.</param>
    /// <param name="personalize">
    /// Whether the texts of <c>ai.personalize</c> are written, which asks the host's chat client; otherwise the stated fallbacks stand there. What is sent
    /// later is written anew.
    /// </param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="InvalidOperationException">The campaign, step, contact or sender does not exist, or a template does not compile.</exception>
    Task<PreviewedMessage> PreviewAsync(
        Guid organisationId, Guid campaignId, int stepIndex, Guid contactId, bool personalize = false, CancellationToken cancellationToken = default);
}
