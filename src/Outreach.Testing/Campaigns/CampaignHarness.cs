using Microsoft.Extensions.DependencyInjection;
using Outreach.Sequencing;

namespace Outreach.Testing;

/// <summary>
/// A host for tests of campaigns: the real engine over the in-memory store, in virtual time, with one slot, and a provider that records.
/// Weeks pass in milliseconds, and the same test always goes the same way. One test at a time uses a harness.
/// </summary>
public sealed class CampaignHarness : IAsyncDisposable
{
    /// <summary>The name of the provider that records.</summary>
    public const string ProviderName = "test";

    private readonly ServiceProvider _services;
    private readonly ModelRecipients _recipients;
    private int _seen;
    private int _events;

    /// <summary>Makes a harness.</summary>
    /// <param name="options">Its settings; all have defaults.</param>
    public CampaignHarness(CampaignHarnessOptions? options = null)
    {
        options ??= new CampaignHarnessOptions();
        Time = new VirtualTimeProvider(options.Start);
        Provider = new RecordingProvider(Time);
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(Time);
        services.AddKeyedSingleton<IMessageProvider>(ProviderName, Provider);
        var builder = services.AddOutreach(outreach =>
        {
            outreach.ConcurrentSends = 1;
            options.ConfigureOutreach?.Invoke(outreach);
        }).UseInMemoryStore();
        options.Configure?.Invoke(builder);
        _services = services.BuildServiceProvider();
        _recipients = new ModelRecipients(options.Replies, Get<IExternalEventHandler>(), Time);
        Sender = SenderAccount.Create("Ada Sender", "ada@sender.example", ProviderName);
    }

    /// <summary>Gets the clock. Tests may move it, also forwards and backwards like a clock that is set.</summary>
    public VirtualTimeProvider Time { get; }

    /// <summary>Gets the provider that records; set <see cref="RecordingProvider.Answer"/> to let it refuse messages or lose answers.</summary>
    public RecordingProvider Provider { get; }

    /// <summary>Gets or sets the account that sends, saved by <see cref="CreateAsync"/>.</summary>
    public SenderAccount Sender { get; set; }

    /// <summary>Gets the campaign service.</summary>
    public ICampaignService Campaigns => Get<ICampaignService>();

    /// <summary>Gets any service of the host.</summary>
    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    /// <summary>Adds contacts.</summary>
    /// <returns>Their ids, in the same order.</returns>
    public async Task<IReadOnlyList<Guid>> AddContactsAsync(params ContactDraft[] contacts)
    {
        var matches = await Get<IContactStore>().FindOrCreateAsync(Organisation.DefaultId, contacts, Time.GetUtcNow()).ConfigureAwait(false);
        return [.. matches.Select(static match => match.ContactId)];
    }

    /// <summary>Saves <see cref="Sender"/> and creates a campaign, which is not started yet.</summary>
    public async Task<Guid> CreateAsync(CampaignDraft draft)
    {
        await Get<ISenderAccountStore>().SaveAsync(Sender).ConfigureAwait(false);
        return await Campaigns.CreateAsync(draft).ConfigureAwait(false);
    }

    /// <summary>Creates and starts a campaign.</summary>
    public async Task<Guid> StartAsync(CampaignDraft draft)
    {
        var id = await CreateAsync(draft).ConfigureAwait(false);
        await Campaigns.StartAsync(id).ConfigureAwait(false);
        return id;
    }

    /// <summary>Lets time pass: everything that becomes due until then is done at its time, and recipients answer.</summary>
    public async Task RunUntilAsync(DateTimeOffset end, CancellationToken cancellationToken = default)
    {
        while (true)
        {
            if (await _recipients.AnswerAsync(cancellationToken).ConfigureAwait(false) > 0)
            {
                continue;
            }

            var report = await Get<ISendEngine>().RunDueAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
            await ReceiveAsync(cancellationToken).ConfigureAwait(false);
            var next = report.NextDueAt is null || _recipients.NextAt < report.NextDueAt ? _recipients.NextAt : report.NextDueAt;
            if (next is null || next > end)
            {
                Time.AdvanceTo(end);
                return;
            }

            Time.AdvanceTo(next.Value);
        }
    }

    /// <summary>Lets time pass.</summary>
    public Task RunForAsync(TimeSpan span, CancellationToken cancellationToken = default) => RunUntilAsync(Time.GetUtcNow() + span, cancellationToken);

    /// <summary>Runs until a campaign is completed, or a number of days has passed.</summary>
    /// <returns>The campaign.</returns>
    public async Task<Campaign> RunToEndAsync(Guid campaignId, int mostDays = 365, CancellationToken cancellationToken = default)
    {
        for (var day = 0; ; day++)
        {
            var campaign = await Campaigns.GetAsync(Organisation.DefaultId, campaignId, cancellationToken).ConfigureAwait(false)
                ?? throw new InvalidOperationException($"Campaign {campaignId} does not exist.");
            if (campaign.Status == CampaignStatus.Completed || day == mostDays)
            {
                return campaign;
            }

            await RunForAsync(TimeSpan.FromDays(1), cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Lets a recipient reply now.</summary>
    /// <param name="address">The recipient.</param>
    /// <param name="text">What the recipient writes.</param>
    /// <param name="sentiment">The sentiment; <see langword="null"/> to leave it to the host's <see cref="IReplyClassifier"/>, if there is one.</param>
    public Task ReplyAsync(string address, string text = "Sounds good!", ReplySentiment? sentiment = null) =>
        HappenAsync(address, DeliveryEventType.Replied, text, sentiment);

    /// <summary>Lets the mail to a recipient bounce now, for good.</summary>
    public Task BounceAsync(string address) => HappenAsync(address, DeliveryEventType.HardBounced, null);

    /// <summary>Lets a recipient unsubscribe now.</summary>
    public Task UnsubscribeAsync(string address) => HappenAsync(address, DeliveryEventType.Unsubscribed, null);

    /// <summary>Gets the messages to a recipient, in order.</summary>
    public IReadOnlyList<RecordedEmail> MessagesTo(string address) =>
        [.. Provider.Taken.Where(email => string.Equals(email.EnvelopeRecipient, address, StringComparison.OrdinalIgnoreCase))];

    /// <summary>Explains where a contact is in a campaign, and why.</summary>
    public async Task<ParticipantExplanation> ExplainAsync(Guid campaignId, string address)
    {
        var contact = await Get<IContactStore>().FindByEmailAsync(Organisation.DefaultId, address).ConfigureAwait(false)
            ?? throw new InvalidOperationException($"There is no contact {address}.");
        return await Get<IDecisionTrace>().ExplainAsync(Organisation.DefaultId, campaignId, contact.Id).ConfigureAwait(false)
            ?? throw new InvalidOperationException($"{address} does not take part in campaign {campaignId}.");
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _services.DisposeAsync();

    private Task<ExternalEventResult> HappenAsync(string address, DeliveryEventType type, string? detail, ReplySentiment? sentiment = null)
    {
        var key = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"harness/{++_events}");
        return Get<IExternalEventHandler>().HandleAsync(new ExternalEvent { Key = key, Type = type, Address = address, Detail = detail, Sentiment = sentiment });
    }

    /// <summary>Lets the modelled recipients have what was sent since the last time.</summary>
    private async Task ReceiveAsync(CancellationToken cancellationToken)
    {
        foreach (var email in Provider.Taken.Skip(_seen))
        {
            _seen++;
            if (await Get<ISendLedger>().FindSendAsync(email.Attempt.SendId, cancellationToken).ConfigureAwait(false) is { State: SendState.Sent, Role: RecipientRole.To } send)
            {
                _recipients.Receive(send);
            }
        }
    }
}
