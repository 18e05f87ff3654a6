namespace Outreach.Tests.Reference;

/// <summary>A campaign made up from a seed. Delays, windows and answers vary; what the model does not know (texts, refusals) stays out.</summary>
internal sealed class RandomCampaign
{
    public static readonly string[] Zones = ["Etc/UTC", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata", "America/Santiago"];

    public RandomCampaign(int seed)
    {
        var random = new Random(seed);
        Start = new DateTimeOffset(2026, 1, 5, 0, 0, 0, TimeSpan.Zero).AddSeconds(random.Next(330 * 24 * 3600));
        Schedule = RandomSchedule(random);
        Steps = [.. Enumerable.Range(0, random.Next(1, 5)).Select(index => RandomStep(random, index))];
        Contacts = [.. Enumerable.Range(0, random.Next(1, 7)).Select(index => new ContactDraft
        {
            Email = $"s{seed}c{index}@x.example",
            Phone = random.Next(3) == 0 ? null : "1",
            TimeZone = random.Next(2) == 0 ? null : Zones[random.Next(Zones.Length)],
        })];
        Suppressed = random.Next(6) == 0 ? Contacts[random.Next(Contacts.Count)].Email : null;
        DailyCap = random.Next(2) == 0 ? null : random.Next(1, 4);
        SenderZone = Zones[random.Next(Zones.Length)];
        Copies = random.Next(4) == 0 ? random.Next(1, 3) : 0;
        Replies = new ReplyModel
        {
            Seed = (ulong)seed,
            ReplyRate = random.NextDouble() * 0.5,
            BounceRate = random.NextDouble() * 0.1,
            UnsubscribeRate = random.NextDouble() * 0.1,
            ComplaintRate = random.NextDouble() * 0.05,
            PositiveShare = random.NextDouble() * 0.5,
            NegativeShare = random.NextDouble() * 0.5,
            MedianDelay = TimeSpan.FromMinutes(random.Next(1, 6_000)),
        };
    }

    public DateTimeOffset Start { get; }

    public SendingSchedule Schedule { get; }

    public IReadOnlyList<SequenceStep> Steps { get; }

    public IReadOnlyList<ContactDraft> Contacts { get; }

    public string? Suppressed { get; }

    public int? DailyCap { get; }

    public string SenderZone { get; }

    /// <summary>Gets how many people get a copy of each message.</summary>
    public int Copies { get; }

    public ReplyModel Replies { get; }

    private static SendingSchedule RandomSchedule(Random random) => new()
    {
        TimeZone = Zones[random.Next(Zones.Length)],
        UseRecipientTimeZone = random.Next(2) == 0,
        Opens = TimeOnly.MinValue.AddMinutes(15 * random.Next(96)),
        Closes = TimeOnly.MinValue.AddMinutes(15 * random.Next(96)),
        Days = (DaysOfWeek)random.Next(1, 128),
        BlackoutDates = [.. Enumerable.Range(0, random.Next(8)).Select(_ => new DateOnly(2026, 1, 1).AddDays(random.Next(400)))],
    };

    private static SequenceStep RandomStep(Random random, int index) => new()
    {
        Name = $"step {index}",
        Trigger = index > 0 && random.Next(5) == 0 ? StepTrigger.AfterReply : StepTrigger.Delay,
        Delay = new StepDelay(index == 0 ? random.Next(4) : random.Next(1, 6), (DelayUnit)random.Next(3)),
        ReplyWait = new StepDelay(random.Next(1, 8), (DelayUnit)random.Next(3)),
        RotateEvery = random.Next(3) == 0 ? random.Next(1, 4) : null,
        Conditions = new StepConditions
        {
            StopIfReplied = random.Next(3) != 0,
            ReplySentiment = random.Next(6) == 0 ? [.. Enum.GetValues<ReplySentiment>().Where(_ => random.Next(2) == 0)] : null,
            Contact = random.Next(4) == 0 ? [new ContactCondition { Field = "phone", Op = ContactOperator.NotEmpty }] : null,
        },
        Variants = [.. Enumerable.Range(0, random.Next(1, 4)).Select(static variant => new StepVariant
        {
            Id = $"{variant}",
            Template = new MessageTemplate { Subject = "S", Text = "T {{ unsubscribe_url }}" },
        })],
    };
}
