namespace Outreach.Samples;

/// <summary>How far a run has come.</summary>
internal sealed class RunState
{
    public DateTimeOffset Now { get; set; }

    public DateTimeOffset? NextAt { get; set; }

    public CampaignStats Stats { get; set; } = new();

    public int MailCount { get; set; }

    public string LastEvent { get; set; } = "";
}
