using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Outreach;

/// <summary>
/// Asks for the texts that a mail wants written for its recipient, before the mail is built and before anything is recorded about it: no transaction
/// waits for a chat client. Whatever goes wrong, and what takes too long, leaves the stated fallback.
/// </summary>
internal sealed class FragmentWriter(IPersonalizer personalizer, IOptions<OutreachOptions> options, ILogger<FragmentWriter> logger)
{
    private const int LongestText = 2000;

    /// <summary>Asks for the texts of one message.</summary>
    /// <exception cref="OperationCanceledException">The run is ending; nothing was sent.</exception>
    public async Task<FragmentTexts> WriteAsync(
        CampaignRuntime runtime, FragmentPlan plan, Contact contact, SenderProfile sender, CancellationToken cancellationToken)
    {
        // Of its own: a personalizer that does not heed the time limit may still be reading it when the slot is at its next recipient.
        var data = runtime.Schema.Template.CreateData();
        runtime.Schema.Fill(data, contact, sender, runtime.Campaign, unsubscribeUrl: "");
        using var deadline = new CancellationTokenSource(options.Value.PersonalizationTimeout, TimeProvider.System);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        var texts = new string?[plan.Fragments.Count];
        for (var i = 0; i < texts.Length && !deadline.IsCancellationRequested; i++)
        {
            texts[i] = await AskAsync(runtime, plan.Fragments[i], data, limit.Token, cancellationToken).ConfigureAwait(false);
        }

        return plan.Place(texts);
    }

    private async Task<string?> AskAsync(
        CampaignRuntime runtime, TemplateFragment fragment, TemplateData data, CancellationToken limit, CancellationToken cancellationToken)
    {
        try
        {
            var text = await personalizer.PersonalizeAsync(fragment, data, limit).AsTask().WaitAsync(limit).ConfigureAwait(false);
            return text is { Length: > LongestText } ? null : text;
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            Log.PersonalizationFailed(logger, exception, runtime.Campaign.Id);
            return null;
        }
    }
}
