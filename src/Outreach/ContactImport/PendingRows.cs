namespace Outreach;

/// <summary>The rows of a batch in the file's order, those to store and those rejected.</summary>
internal sealed class PendingRows(int batchSize)
{
    private readonly List<(long Line, ImportRejection? Rejection)> _rows = [];
    private List<ContactDraft> _drafts = [];

    public IReadOnlyList<ContactDraft> Drafts => _drafts;

    /// <summary>Gets whether the batch is to be stored. Rejections alone are given as soon as there are as many.</summary>
    public bool IsFull => _rows.Count >= batchSize;

    public void Add(long line, ContactDraft? draft, ImportRejection? rejection)
    {
        if (draft is not null)
        {
            _drafts.Add(draft);
            _rows.Add((line, null));
        }
        else if (rejection is not null)
        {
            _rows.Add((line, rejection));
        }
    }

    /// <summary>Gives the results of the batch and starts a new one.</summary>
    public IReadOnlyList<ImportedRow> Complete(IReadOnlyList<ContactMatch> matches)
    {
        var results = new List<ImportedRow>(_rows.Count);
        var next = 0;
        foreach (var (line, rejection) in _rows)
        {
            if (rejection is not null)
            {
                results.Add(new ImportedRow { Line = line, Outcome = ImportOutcome.Rejected, Rejection = rejection });
                continue;
            }

            var match = matches[next++];
            var outcome = match.Created ? ImportOutcome.Created : ImportOutcome.Matched;
            results.Add(new ImportedRow { Line = line, Outcome = outcome, ContactId = match.ContactId });
        }

        _rows.Clear();

        // A new list, since a store may keep the one that it was given.
        _drafts = [];
        return results;
    }
}
