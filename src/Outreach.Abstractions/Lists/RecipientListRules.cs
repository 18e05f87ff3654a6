namespace Outreach;

/// <summary>What every store asks of a list; for authors of stores.</summary>
public static class RecipientListRules
{
    /// <summary>Checks what can be known wrong of a list by itself.</summary>
    /// <exception cref="ArgumentException">The name is empty or too long, or the filter names a list.</exception>
    public static void Check(RecipientList list)
    {
        ArgumentNullException.ThrowIfNull(list);
        if (string.IsNullOrWhiteSpace(list.Name) || list.Name.Length > 200)
        {
            throw new ArgumentException("The list's Name must have 1 to 200 characters.", nameof(list));
        }

        if (list.Filter is { ListId: not null })
        {
            throw new ArgumentException("The list's Filter names another list; leave its ListId unset.", nameof(list));
        }
    }

    /// <summary>Refuses to make a static list of one with a filter, and the reverse.</summary>
    /// <param name="list">The list to be saved.</param>
    /// <param name="hasFilter">Whether the stored list has a filter.</param>
    /// <exception cref="InvalidOperationException">It is of the other kind.</exception>
    public static void CheckKind(RecipientList list, bool hasFilter)
    {
        ArgumentNullException.ThrowIfNull(list);
        if (list.Filter is not null != hasFilter)
        {
            throw new InvalidOperationException(hasFilter
                ? $"List {list.Id} is one with a filter and can't become static; create a new one."
                : $"List {list.Id} is static and can't get a filter; create a new one.");
        }
    }

    /// <summary>Makes the refusal of members.</summary>
    /// <param name="listId">The list.</param>
    /// <param name="exists">Whether there is such a list.</param>
    public static InvalidOperationException NotStatic(Guid listId, bool exists) => new(exists
        ? $"List {listId} has a filter; contacts can't be added to it by hand. Use a static list."
        : $"List {listId} does not exist in this organisation; save it with SaveAsync first.");
}
