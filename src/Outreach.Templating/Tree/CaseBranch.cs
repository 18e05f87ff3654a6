namespace Outreach.Templating;

/// <summary>A <c>when</c>.</summary>
/// <param name="Values">The values that it stands for.</param>
/// <param name="Body">What is done then.</param>
internal sealed record CaseBranch(Expression[] Values, Statement Body);
