namespace Outreach.Storage.EfCore;

/// <summary>A row of <c>campaigns</c>.</summary>
internal sealed class CampaignEntity
{
    public Guid Id { get; set; }

    public Guid OrganisationId { get; set; }

    public string Name { get; set; } = "";

    public CampaignStatus Status { get; set; }

    public MessageStream Stream { get; set; }

    /// <summary>Gets or sets the audience as JSON.</summary>
    public string Audience { get; set; } = "";

    /// <summary>Gets or sets the sender accounts as JSON.</summary>
    public string SenderAccountIds { get; set; } = "";

    public Guid SequenceVersionId { get; set; }

    /// <summary>Gets or sets the schedule as JSON.</summary>
    public string Schedule { get; set; } = "";

    public string? ReplyTo { get; set; }

    public string? FromMailbox { get; set; }

    /// <summary>Gets or sets who gets visible copies, as JSON.</summary>
    public string? Cc { get; set; }

    /// <summary>Gets or sets who gets hidden copies, as JSON.</summary>
    public string? Bcc { get; set; }

    /// <summary>Gets or sets the files as JSON.</summary>
    public string? Attachments { get; set; }

    public bool TrackOpens { get; set; }

    public bool TrackClicks { get; set; }

    /// <summary>Gets or sets the pause between messages in microseconds; leases look at it.</summary>
    public long? SendDelay { get; set; }

    public double SendDelayJitter { get; set; }

    /// <summary>Gets or sets when the next message of a paced campaign may go. Kept by the ledger alone.</summary>
    public DateTimeOffset? NextSendAt { get; set; }

    /// <summary>Gets or sets when contacts become leads, as JSON, or <see langword="null"/>.</summary>
    public string? LeadCreation { get; set; }

    public int Revision { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    public DateTimeOffset? StartedAt { get; set; }

    public DateTimeOffset? CompletedAt { get; set; }

    public Campaign ToCampaign() => new()
    {
        Id = Id,
        OrganisationId = OrganisationId,
        Name = Name,
        Status = Status,
        Stream = Stream,
        Audience = StorageJson.Read<TargetAudience>(Audience),
        SenderAccountIds = StorageJson.Read<List<Guid>>(SenderAccountIds),
        SequenceVersionId = SequenceVersionId,
        Schedule = StorageJson.Read<SendingSchedule>(Schedule),
        ReplyTo = ReplyTo,
        From = FromMailbox,
        Cc = StorageJson.ReadTags(Cc),
        Bcc = StorageJson.ReadTags(Bcc),
        Attachments = Attachments is null ? [] : StorageJson.Read<List<MessageAttachment>>(Attachments),
        Tracking = TrackOpens || TrackClicks ? new CampaignTracking { Opens = TrackOpens, Clicks = TrackClicks } : CampaignTracking.None,
        Pacing = SendDelay is { } delay ? new SendPacing { Delay = TimeSpan.FromMicroseconds(delay), Jitter = SendDelayJitter } : null,
        LeadCreation = LeadCreation is null ? null : StorageJson.Read<LeadCreationSettings>(LeadCreation),
        Revision = Revision,
        CreatedAt = CreatedAt,
        StartedAt = StartedAt,
        CompletedAt = CompletedAt,
    };

    public void Set(Campaign campaign)
    {
        Id = campaign.Id;
        OrganisationId = campaign.OrganisationId;
        Name = campaign.Name;
        Status = campaign.Status;
        Stream = campaign.Stream;
        Audience = StorageJson.Write(campaign.Audience);
        SenderAccountIds = StorageJson.Write(campaign.SenderAccountIds);
        SequenceVersionId = campaign.SequenceVersionId;
        Schedule = StorageJson.Write(campaign.Schedule);
        ReplyTo = campaign.ReplyTo;
        FromMailbox = campaign.From;
        Cc = StorageJson.WriteTags(campaign.Cc);
        Bcc = StorageJson.WriteTags(campaign.Bcc);
        Attachments = campaign.Attachments.Count == 0 ? null : StorageJson.Write(campaign.Attachments);
        TrackOpens = campaign.Tracking.Opens;
        TrackClicks = campaign.Tracking.Clicks;
        SendDelay = (long?)campaign.Pacing?.Delay.TotalMicroseconds;
        SendDelayJitter = campaign.Pacing?.Jitter ?? 0;
        LeadCreation = campaign.LeadCreation is null ? null : StorageJson.Write(campaign.LeadCreation);
        Revision = campaign.Revision;
        CreatedAt = campaign.CreatedAt;
        StartedAt = campaign.StartedAt;
        CompletedAt = campaign.CompletedAt;
    }
}
