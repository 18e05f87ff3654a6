namespace Outreach.Storage.EfCore;

/// <summary>A row of <c>recommendations</c>.</summary>
internal sealed class RecommendationEntity
{
    public Guid OrganisationId { get; set; }

    public RecommendationSubjectKind SubjectKind { get; set; }

    public string SubjectId { get; set; } = "";

    public string Code { get; set; } = "";

    public RecommendationSeverity Severity { get; set; }

    public double Level { get; set; }

    public string Message { get; set; } = "";

    /// <summary>Gets or sets the evidence as JSON.</summary>
    public string Evidence { get; set; } = "";

    public string Fix { get; set; } = "";

    public DateTimeOffset FoundAt { get; set; }

    public DateTimeOffset CheckedAt { get; set; }

    public DateTimeOffset? ResolvedAt { get; set; }

    /// <summary>Gets or sets who has dismissed it, as JSON, or <see langword="null"/>.</summary>
    public string? Dismissal { get; set; }

    public Recommendation ToRecommendation() => new()
    {
        OrganisationId = OrganisationId,
        Subject = new RecommendationSubject(SubjectKind, SubjectId),
        Code = Code,
        Severity = Severity,
        Level = Level,
        Message = Message,
        Evidence = StorageJson.Read<RecommendationEvidence>(Evidence),
        Fix = Fix,
        FoundAt = FoundAt,
        CheckedAt = CheckedAt,
        ResolvedAt = ResolvedAt,
        Dismissal = Dismissal is null ? null : StorageJson.Read<RecommendationDismissal>(Dismissal),
    };

    public void Set(Recommendation recommendation)
    {
        OrganisationId = recommendation.OrganisationId;
        SubjectKind = recommendation.Subject.Kind;
        SubjectId = recommendation.Subject.Id;
        Code = recommendation.Code;
        Severity = recommendation.Severity;
        Level = recommendation.Level;
        Message = recommendation.Message;
        Evidence = StorageJson.Write(recommendation.Evidence);
        Fix = recommendation.Fix;
        FoundAt = recommendation.FoundAt;
        CheckedAt = recommendation.CheckedAt;
        ResolvedAt = recommendation.ResolvedAt;
        Dismissal = recommendation.Dismissal is null ? null : StorageJson.Write(recommendation.Dismissal);
    }
}
