namespace Outreach.Sequencing;

/// <summary>A sequence version and a schedule, prepared once for decisions about any number of participants. Immutable.</summary>
public sealed class SequencePlan
{
    private readonly SequenceStep[] _steps;
    private readonly VariantAssignment[] _assignments;

    private SequencePlan(SequenceVersion version, SendingWindow window)
    {
        Version = version;
        Window = window;
        _steps = [.. version.Steps];
        _assignments = [.. version.Steps.Select(static step => new VariantAssignment(step))];
    }

    /// <summary>Gets the sequence version.</summary>
    public SequenceVersion Version { get; }

    /// <summary>Gets the window in which messages go out.</summary>
    public SendingWindow Window { get; }

    /// <summary>Gets the number of steps.</summary>
    public int StepCount => _steps.Length;

    /// <summary>Prepares a sequence.</summary>
    /// <param name="version">The sequence version; each step has an id of its own and a variant.</param>
    /// <param name="window">The campaign's window.</param>
    /// <exception cref="ArgumentException">A step has no variant.</exception>
    public static SequencePlan Compile(SequenceVersion version, SendingWindow window)
    {
        ArgumentNullException.ThrowIfNull(version);
        ArgumentNullException.ThrowIfNull(window);
        return new SequencePlan(version, window);
    }

    /// <summary>Gets a step.</summary>
    /// <param name="index">The index, from 0.</param>
    public SequenceStep StepAt(int index) => _steps[index];

    /// <summary>Finds a step by its id.</summary>
    /// <returns>The index, or -1.</returns>
    public int IndexOf(Guid stepId) => Array.FindIndex(_steps, step => step.Id == stepId);

    /// <summary>Gets the index of the variant that a participant gets.</summary>
    /// <param name="stepIndex">The step.</param>
    /// <param name="participant">The participant.</param>
    public int VariantFor(int stepIndex, Participant participant)
    {
        ArgumentNullException.ThrowIfNull(participant);
        return _assignments[stepIndex].Pick(participant);
    }

    /// <summary>Finds when a step that becomes due may go out: after its delay, within the window.</summary>
    /// <param name="stepIndex">The step.</param>
    /// <param name="contact">The contact, whose zone may count, and from whose id the offset within the schedule's spread is derived.</param>
    /// <param name="from">When the step before was sent, or the reply arrived.</param>
    /// <returns>The time; if the window never opens, the time after the delay, at which the decision then says so.</returns>
    public DateTimeOffset DueTime(int stepIndex, Contact contact, DateTimeOffset from)
    {
        ArgumentNullException.ThrowIfNull(contact);
        var step = _steps[stepIndex];
        var zone = Window.ZoneFor(contact);
        var due = Window.AddDelay(from, step.Delay, zone) ?? DateTimeOffset.MaxValue;
        return Window.NextOpening(due, SpreadSeed(contact.Id, step), zone) ?? due;
    }

    /// <summary>Moves a time into the window.</summary>
    /// <param name="stepIndex">The step.</param>
    /// <param name="contact">The contact.</param>
    /// <param name="from">The earliest time.</param>
    /// <returns>The time, or <see langword="null"/> if the window never opens again.</returns>
    public DateTimeOffset? NextOpening(int stepIndex, Contact contact, DateTimeOffset from)
    {
        ArgumentNullException.ThrowIfNull(contact);
        return Window.NextOpening(from, SpreadSeed(contact.Id, _steps[stepIndex]), Window.ZoneFor(contact));
    }

    /// <summary>Finds until when a step waits for the contact's reply (<see cref="SequenceStep.ReplyWait"/>).</summary>
    /// <param name="stepIndex">The step, whose trigger is <see cref="StepTrigger.AfterReply"/>.</param>
    /// <param name="contact">The contact, whose zone may count.</param>
    /// <param name="from">When the step before was sent or skipped.</param>
    public DateTimeOffset ReplyDeadline(int stepIndex, Contact contact, DateTimeOffset from)
    {
        ArgumentNullException.ThrowIfNull(contact);
        return Window.AddDelay(from, _steps[stepIndex].ReplyWait, Window.ZoneFor(contact)) ?? DateTimeOffset.MaxValue;
    }

    private static ulong SpreadSeed(Guid contactId, SequenceStep step) => StableSeed.From(contactId, step.Id, SeedSalt.Spread);
}
