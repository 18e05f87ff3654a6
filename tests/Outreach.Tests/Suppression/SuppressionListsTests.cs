using System.Text;
using Outreach.Testing;

namespace Outreach.Tests.Suppression;

/// <summary>Files of suppressions.</summary>
public sealed class SuppressionListsTests : IAsyncDisposable
{
    private readonly CampaignHarness _harness = new();
    private readonly Rejections _rejections = new();

    private ISuppressionLists Lists => _harness.Get<ISuppressionLists>();

    public ValueTask DisposeAsync() => _harness.DisposeAsync();

    [Fact]
    public async Task Import_PlainList_TakesAddressesAndDomains()
    {
        var totals = await ImportAsync("Ada@Example.COM\n@spam.example\nbücher.example\n\nada@example.com\nno address\n");

        Assert.Equal(new SuppressionImport(3, 1, 1), totals);
        Assert.Equal(["@spam.example", "@xn--bcher-kva.example", "ada@example.com"], (await ReadAsync()).Select(entry => entry.Key));
        Assert.All(await ReadAsync(), entry => Assert.Equal((SuppressionReason.Imported, "old system"), (entry.Reason, entry.Source)));
        var rejection = Assert.Single(_rejections.All);
        Assert.Equal((6, "no address"), (rejection.Line, rejection.Value));
        Assert.Contains("such as ada@example.com", rejection.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Import_WithColumns_TakesReasonAndTime_AndLeavesOutWhatIsWrong()
    {
        var totals = await ImportAsync("name;email;reason;at\nA;a@example.com;hardBounce;2026-01-02T03:04:05Z\nB;b@example.com;tired;\nC;c@example.com;;yesterday\nD;d..d@example.com;;\n");

        Assert.Equal(new SuppressionImport(1, 0, 3), totals);
        var entry = Assert.Single(await ReadAsync());
        Assert.Equal((SuppressionReason.HardBounce, new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero)), (entry.Reason, entry.At));
        Assert.Equal([3, 4, 5], _rejections.All.Select(rejection => rejection.Line));
        Assert.Contains("Unsubscribed, HardBounce", _rejections.All[0].Reason, StringComparison.Ordinal);
        Assert.Contains("fault at character", _rejections.All[2].Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Export_CanBeImportedElsewhere()
    {
        await _harness.Get<ISuppressionStore>().AddAsync(
        [
            Entry("ada@example.com", SuppressionReason.Unsubscribed, "mail, \"one\""),
            Entry("@example.org", SuppressionReason.Manual, null),
            Entry("12345", SuppressionReason.Complaint, " telegram"),
            Entry("\"a,b\"@example.net", SuppressionReason.HardBounce, "x"),
        ]);
        using var file = new MemoryStream();
        Assert.Equal(4, await Lists.ExportAsync(Organisation.DefaultId, file));
        file.Position = 0;
        await using var other = new CampaignHarness();

        Assert.Equal(new SuppressionImport(4, 0, 0), await other.Get<ISuppressionLists>().ImportAsync(Organisation.DefaultId, file));

        var expected = await ReadAsync();
        var actual = new List<SuppressionEntry>();
        await foreach (var entry in other.Get<ISuppressionStore>().ReadAsync(Organisation.DefaultId))
        {
            actual.Add(entry with { Source = entry.Source ?? null });
        }

        Assert.Equal(expected.Select(entry => entry with { Source = entry.Source?.Trim() }), actual);
    }

    [Fact]
    public async Task Import_OfOneLongLine_IsRejectedInBoundedMemory()
    {
        var totals = await ImportAsync(new string('x', 5_000_000) + "\nada@example.com\n");

        Assert.Equal(new SuppressionImport(1, 0, 1), totals);
    }

    private Task<SuppressionImport> ImportAsync(string text) =>
        Lists.ImportAsync(Organisation.DefaultId, new MemoryStream(Encoding.UTF8.GetBytes(text)), "old system", _rejections);

    private async Task<List<SuppressionEntry>> ReadAsync()
    {
        var all = new List<SuppressionEntry>();
        await foreach (var entry in _harness.Get<ISuppressionStore>().ReadAsync(Organisation.DefaultId))
        {
            all.Add(entry);
        }

        return all;
    }

    private static SuppressionEntry Entry(string key, SuppressionReason reason, string? source) => new()
    {
        OrganisationId = Organisation.DefaultId,
        Key = key,
        Reason = reason,
        At = new DateTimeOffset(2026, 3, 2, 9, 0, 0, 123, TimeSpan.Zero),
        Source = source,
    };

    private sealed class Rejections : IProgress<SuppressionRejection>
    {
        public List<SuppressionRejection> All { get; } = [];

        public void Report(SuppressionRejection value) => All.Add(value);
    }
}
