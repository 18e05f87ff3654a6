namespace Outreach.Sequencing;

/// <summary>
/// Gives each participant a variant of a step, in shares by the variants' weights. The same participant and step always give the same
/// variant, as long as the weights stay.
/// </summary>
internal sealed class VariantAssignment
{
    private readonly Guid _stepId;
    private readonly long[] _ends;

    internal VariantAssignment(SequenceStep step)
    {
        if (step.Variants.Count == 0)
        {
            throw new ArgumentException($"The step '{step.Name}' has no variant. Give it at least one text.", nameof(step));
        }

        _stepId = step.Id;
        _ends = new long[step.Variants.Count];
        var end = 0L;
        for (var i = 0; i < _ends.Length; i++)
        {
            end += Math.Max(0, step.Variants[i].Weight);
            _ends[i] = end;
        }
    }

    /// <summary>Picks a variant; the first if no variant has a weight.</summary>
    internal int Pick(Guid participantId)
    {
        var total = _ends[^1];
        if (total == 0 || _ends.Length == 1)
        {
            return 0;
        }

        var point = StableSeed.Below(StableSeed.From(participantId, _stepId, SeedSalt.Variant), total);
        var i = 0;
        while (point >= _ends[i])
        {
            i++;
        }

        return i;
    }
}
