namespace Outreach.Sequencing;

/// <summary>
/// Gives each participant a variant of a step: in shares by the variants' weights, by a seed of contact and step, or by turns in the order of
/// enrolment. The same participant and step always give the same variant, as long as weights and turns stay.
/// </summary>
internal sealed class VariantAssignment
{
    private readonly Guid _stepId;
    private readonly long[] _ends;
    private readonly uint _turn;

    internal VariantAssignment(SequenceStep step)
    {
        if (step.Variants.Count == 0)
        {
            throw new ArgumentException($"The step '{step.Name}' has no variant. Give it at least one text.", nameof(step));
        }

        _stepId = step.Id;
        _turn = (uint)Math.Max(0, step.RotateEvery ?? 0);
        _ends = new long[step.Variants.Count];
        var end = 0L;
        for (var i = 0; i < _ends.Length; i++)
        {
            end += Math.Max(0, step.Variants[i].Weight);
            _ends[i] = end;
        }
    }

    /// <summary>Picks a variant; the first if no variant has a weight.</summary>
    internal int Pick(Participant participant)
    {
        if (_turn > 0)
        {
            return (int)(ParticipantIds.NumberOf(participant.Id) / _turn % (uint)_ends.Length);
        }

        var total = _ends[^1];
        if (total == 0 || _ends.Length == 1)
        {
            return 0;
        }

        var point = StableSeed.Below(StableSeed.From(participant.ContactId, _stepId, SeedSalt.Variant), total);
        var i = 0;
        while (point >= _ends[i])
        {
            i++;
        }

        return i;
    }
}
