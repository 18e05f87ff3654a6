namespace Outreach.Deliverability;

/// <summary>Collects what the checks of one look find, and which of them pass. A check that can't tell says nothing.</summary>
internal sealed class AdviceFindings(Guid organisationId)
{
    /// <summary>So that half as bad again is just that: quotients of rates are off by the last bit.</summary>
    private const int LevelDigits = 6;

    private readonly List<Recommendation> _found = [];
    private readonly List<RecommendationKey> _passed = [];
    private readonly HashSet<RecommendationSubject> _subjects = [];

    public IReadOnlyList<Recommendation> Found => _found;

    public IReadOnlyList<RecommendationKey> Passed => _passed;

    /// <summary>Gets what was looked at.</summary>
    public IReadOnlyCollection<RecommendationSubject> Subjects => _subjects;

    /// <summary>Notes that something is looked at, whatever is found.</summary>
    public void LookAt(RecommendationSubject subject) => _subjects.Add(subject);

    /// <summary>Notes what one check says.</summary>
    /// <param name="isWrong">Whether something is wrong; otherwise the check passes.</param>
    /// <param name="subject">What was looked at.</param>
    /// <param name="text">What is said if something is wrong.</param>
    /// <param name="evidence">The figures.</param>
    /// <param name="level">How bad it is, see <see cref="Recommendation.Level"/>.</param>
    public void Judge(bool isWrong, RecommendationSubject subject, in AdviceText text, RecommendationEvidence evidence, double level = 1)
    {
        LookAt(subject);
        if (!isWrong)
        {
            Pass(subject, text.Code);
            return;
        }

        _found.Add(new Recommendation
        {
            OrganisationId = organisationId,
            Subject = subject,
            Code = text.Code,
            Severity = text.Severity,
            Message = text.Message,
            Fix = text.Fix,
            Evidence = evidence,
            Level = Math.Round(level, LevelDigits),
        });
    }

    public void Pass(RecommendationSubject subject, string code)
    {
        LookAt(subject);
        _passed.Add(new RecommendationKey(subject, code));
    }
}
