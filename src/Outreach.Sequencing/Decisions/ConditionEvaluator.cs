namespace Outreach.Sequencing;

/// <summary>Tests the conditions of a step (<see cref="StepConditions"/>), except <see cref="StepConditions.StopIfReplied"/>.</summary>
public static class ConditionEvaluator
{
    /// <summary>Finds the first condition that does not hold.</summary>
    /// <param name="conditions">The conditions.</param>
    /// <param name="contact">The contact.</param>
    /// <param name="facts">What else is known.</param>
    /// <param name="plan">The sequence whose steps the conditions name.</param>
    /// <returns>
    /// What fails, for people: the field of a <c>contact</c> condition, or the name of the group; <see langword="null"/> if all hold.
    /// </returns>
    public static string? FindFailure(StepConditions conditions, Contact contact, ParticipantFacts facts, SequencePlan plan)
    {
        ArgumentNullException.ThrowIfNull(conditions);
        ArgumentNullException.ThrowIfNull(contact);
        ArgumentNullException.ThrowIfNull(facts);
        ArgumentNullException.ThrowIfNull(plan);
        if (ReferenceEquals(conditions, StepConditions.None))
        {
            return null;
        }

        return FindContactFailure(conditions.Contact, contact)
            ?? (conditions.InPipelineStage is { } inside && !IsIn(inside, facts) ? "inPipelineStage" : null)
            ?? (conditions.NotInPipelineStage is { } outside && IsIn(outside, facts) ? "notInPipelineStage" : null)
            ?? (conditions.Opened is { } opened && !HasOpened(opened, facts, plan) ? "opened" : null)
            ?? (conditions.NotOpened is { } unopened && HasOpened(unopened, facts, plan) ? "notOpened" : null)
            ?? (conditions.Clicked is { } clicked && !HasClicked(clicked, facts, plan) ? "clicked" : null)
            ?? (!HasSentiment(conditions.ReplySentiment, facts) ? "replySentiment" : null)
            ?? (conditions.Tags is { } tags && !HasTags(tags, contact.Tags) ? "tags" : null);
    }

    private static string? FindContactFailure(IReadOnlyList<ContactCondition>? conditions, Contact contact)
    {
        for (var i = 0; conditions is not null && i < conditions.Count; i++)
        {
            if (conditions[i] is { } condition && !Holds(condition, contact))
            {
                return condition.Field;
            }
        }

        return null;
    }

    private static bool Holds(ContactCondition condition, Contact contact)
    {
        var field = FieldOf(contact, condition.Field).AsSpan().Trim();
        var value = condition.Value.AsSpan().Trim();
        return condition.Op switch
        {
            ContactOperator.EqualTo => field.Equals(value, StringComparison.OrdinalIgnoreCase),
            ContactOperator.NotEqualTo => !field.Equals(value, StringComparison.OrdinalIgnoreCase),
            ContactOperator.Contains => field.Contains(value, StringComparison.OrdinalIgnoreCase),
            ContactOperator.Empty => field.IsEmpty,
            ContactOperator.NotEmpty => !field.IsEmpty,
            _ => false,
        };
    }

    private static string? FieldOf(Contact contact, string field) => field switch
    {
        "first_name" => contact.FirstName,
        "last_name" => contact.LastName,
        "email" => contact.Email,
        "phone" => contact.Phone,
        "telegram_id" => contact.TelegramId,
        "company_name" => contact.CompanyName,
        null => null,
        _ => CustomFieldOf(contact.CustomFields, field),
    };

    private static string? CustomFieldOf(IReadOnlyDictionary<string, string> fields, string name)
    {
        if (fields.Count == 0)
        {
            return null;
        }

        if (fields.TryGetValue(name, out var value))
        {
            return value;
        }

        // The dictionary may have been made with a comparer that tells cases apart; names do not.
        foreach (var (key, candidate) in fields)
        {
            if (key.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                return candidate;
            }
        }

        return null;
    }

    private static bool IsIn(PipelineStageCondition condition, ParticipantFacts facts)
    {
        for (var i = 0; i < facts.Places.Count; i++)
        {
            var place = facts.Places[i];
            if (string.Equals(place.PipelineId, condition.PipelineId, StringComparison.OrdinalIgnoreCase))
            {
                return ContainsName(condition.StageIds, place.StageId);
            }
        }

        return false;
    }

    private static bool HasOpened(OpenedCondition condition, ParticipantFacts facts, SequencePlan plan)
    {
        for (var i = 0; i < facts.OpenedStepIds.Count; i++)
        {
            if (IsStep(condition.Step, facts.OpenedStepIds[i], plan))
            {
                return true;
            }
        }

        return false;
    }

    private static bool HasClicked(ClickedCondition condition, ParticipantFacts facts, SequencePlan plan)
    {
        for (var i = 0; i < facts.Clicks.Count; i++)
        {
            var click = facts.Clicks[i];
            if (IsStep(condition.Step, click.StepId, plan)
                && (condition.UrlContains is null || click.Url.Contains(condition.UrlContains, StringComparison.OrdinalIgnoreCase)))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsStep(int? index, Guid stepId, SequencePlan plan) =>
        index is not { } wanted || (wanted >= 0 && wanted < plan.StepCount && plan.StepAt(wanted).Id == stepId);

    private static bool HasSentiment(IReadOnlyList<ReplySentiment>? wanted, ParticipantFacts facts)
    {
        if (wanted is not { Count: > 0 })
        {
            return true;
        }

        for (var i = 0; i < wanted.Count; i++)
        {
            if (wanted[i] == facts.ReplySentiment)
            {
                return true;
            }
        }

        return false;
    }

    private static bool HasTags(TagCondition condition, IReadOnlyList<string> tags) =>
        (condition.Any is not { Count: > 0 } any || CountNamed(any, tags) > 0)
        && (condition.All is not { } all || CountNamed(all, tags) == all.Count)
        && (condition.None is not { } none || CountNamed(none, tags) == 0);

    private static int CountNamed(IReadOnlyList<string> names, IReadOnlyList<string> tags)
    {
        var count = 0;
        for (var i = 0; i < names.Count; i++)
        {
            count += ContainsName(tags, names[i]) ? 1 : 0;
        }

        return count;
    }

    private static bool ContainsName(IReadOnlyList<string> list, string? name)
    {
        for (var i = 0; i < list.Count; i++)
        {
            if (string.Equals(list[i], name, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}
