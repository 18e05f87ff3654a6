namespace Outreach.Testing;

/// <summary>What the server of an <see cref="IProviderFixture"/> does with messages.</summary>
public enum ProviderBehaviour
{
    /// <summary>It accepts them.</summary>
    Accept = 0,

    /// <summary>It refuses them in the way that is set.</summary>
    Refuse = 1,

    /// <summary>It takes them whole and never answers.</summary>
    StaySilent = 2,

    /// <summary>It takes them whole, and answers after a quarter of a second.</summary>
    AnswerLate = 3,

    /// <summary>It takes them whole, and answers with something that is no answer of this provider.</summary>
    AnswerGarbage = 4,

    /// <summary>It takes them whole, and begins to accept them with an answer that doesn't end.</summary>
    AnswerWithoutEnd = 5,

    /// <summary>It takes them whole, and closes the connection.</summary>
    Close = 6,

    /// <summary>It takes them whole, and answers that they belong elsewhere. Of providers on HTTP only.</summary>
    Redirect = 7,
}
