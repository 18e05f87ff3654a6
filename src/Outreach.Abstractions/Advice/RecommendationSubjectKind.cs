namespace Outreach;

/// <summary>What a <see cref="RecommendationSubject"/> is.</summary>
public enum RecommendationSubjectKind
{
    /// <summary>A campaign.</summary>
    Campaign = 0,

    /// <summary>A domain that mail is sent from.</summary>
    Domain = 1,

    /// <summary>A sending address (<see cref="SendingIp"/>).</summary>
    Ip = 2,

    /// <summary>A recipient list.</summary>
    List = 3,
}
