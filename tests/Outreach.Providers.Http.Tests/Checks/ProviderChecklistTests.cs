namespace Outreach.Providers.Http.Tests;

public sealed class ProviderChecklistTests
{
    [Fact]
    public async Task Question_ThatCanNotBeAsked_IsAFinding()
    {
        var checklist = new ProviderChecklist();

        await checklist.AddAsync("one", static () => throw new HttpRequestException("no route"), TestContext.Current.CancellationToken);
        await checklist.AddAsync("two", static () => Task.FromResult((ProviderFindingStatus.Passed, "fine")), TestContext.Current.CancellationToken);

        Assert.True(checklist.HasFailed);
        Assert.Equal([ProviderFindingStatus.Failed, ProviderFindingStatus.Passed], checklist.Findings.Select(static finding => finding.Status));
        Assert.Contains("no route", checklist.Findings[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Question_WhileCancelled_IsCancelled() =>
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => new ProviderChecklist().AddAsync(
            "one", static () => throw new HttpRequestException("closed"), new CancellationToken(canceled: true)));
}
