namespace Outreach.Samples;

/// <summary>What the sample sends, and from whom.</summary>
internal static class SampleContent
{
    public const string CampaignName = "Sample boxes for small shops";
    public const string ProviderName = "local";

    /// <summary>Gets when virtual time begins: a Monday, four weeks before and one after Europe sets its clocks to summer time.</summary>
    public static DateTimeOffset Start { get; } = new(2026, 3, 16, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Gets how much virtual time a run lasts at most.</summary>
    public static TimeSpan Duration { get; } = TimeSpan.FromDays(30);

    public static IReadOnlyList<SenderAccount> Senders { get; } =
    [
        Sender(1, "Lena Fischer", "lena@paperkite.test"),
        Sender(2, "Tomás Herrera", "tomas@paperkite.test"),
        Sender(3, "Zoë Brontë", "zoe@paperkite.test"),
    ];

    public static IReadOnlyList<SequenceStep> Steps { get; } =
    [
        Step("first-touch", StepDelay.None),
        Step("follow-up", StepDelay.Days(3)),
        Step("break-up", StepDelay.Days(4)),
    ];

    public static SendingSchedule Schedule { get; } = new()
    {
        TimeZone = "Europe/Berlin",
        UseRecipientTimeZone = true,
        Opens = new TimeOnly(9, 0),
        Closes = new TimeOnly(17, 0),
        Days = DaysOfWeek.Weekdays,
        Spread = TimeSpan.FromHours(7),
    };

    private static SenderAccount Sender(int number, string name, string address) => new()
    {
        Id = new Guid($"00000000-0000-7000-8000-00000000010{number}"),
        OrganisationId = Organisation.DefaultId,
        DisplayName = name,
        Address = address,
        BounceAddress = "bounces@paperkite.test",
        UnsubscribeAddress = "unsub@paperkite.test",
        ProviderName = ProviderName,
        DailyCap = 30,
        TimeZone = "Europe/Berlin",
        Signature = $"{name}\nPaperkite Packaging\nWerkstraße 12, 04229 Leipzig",
    };

    private static SequenceStep Step(string name, StepDelay delay) => new()
    {
        Name = name,
        Delay = delay,
        Variants =
        [
            new StepVariant
            {
                Template = new MessageTemplate
                {
                    Subject = Read(name + ".subject.txt")?.Trim() ?? "",
                    Text = Read(name + ".txt"),
                    Html = Read(name + ".html"),
                },
            },
        ],
    };

    private static string? Read(string name)
    {
        using var stream = typeof(SampleContent).Assembly.GetManifestResourceStream(name);
        if (stream is null)
        {
            return null;
        }

        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
