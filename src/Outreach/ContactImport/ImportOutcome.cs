namespace Outreach;

/// <summary>What became of a row.</summary>
public enum ImportOutcome
{
    /// <summary>A contact was created.</summary>
    Created = 0,

    /// <summary>The contact was there already; its empty fields were filled from the row.</summary>
    Matched = 1,

    /// <summary>The row was not imported.</summary>
    Rejected = 2,
}
