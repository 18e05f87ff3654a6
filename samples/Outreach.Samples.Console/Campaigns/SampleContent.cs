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

    /// <summary>Gets the names of the steps, which are those of their template files too.</summary>
    public static IReadOnlyList<string> StepNames { get; } = ["first-touch", "follow-up", "break-up"];

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

    /// <summary>Reads the steps.</summary>
    /// <param name="folder">Templates that lie in its <see cref="SampleFolder.TemplatesPath"/> are used instead of the sample's own.</param>
    public static IReadOnlyList<SequenceStep> ReadSteps(SampleFolder folder) =>
    [
        Step(folder, StepNames[0], StepDelay.None),
        Step(folder, StepNames[1], StepDelay.Days(3)),
        Step(folder, StepNames[2], StepDelay.Days(4)),
    ];

    private static SequenceStep Step(SampleFolder folder, string name, StepDelay delay) => new()
    {
        Name = name,
        Delay = delay,
        Variants =
        [
            new StepVariant
            {
                Template = new MessageTemplate
                {
                    Subject = Read(folder, name + ".subject.txt")?.Trim() ?? "",
                    Text = Read(folder, name + ".txt"),
                    Html = Read(folder, name + ".html"),
                },
            },
        ],
    };

    private static string? Read(SampleFolder folder, string name)
    {
        var file = Path.Combine(folder.TemplatesPath, name);
        if (File.Exists(file))
        {
            return File.ReadAllText(file);
        }

        using var stream = typeof(SampleContent).Assembly.GetManifestResourceStream(name);
        if (stream is null)
        {
            return null;
        }

        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
