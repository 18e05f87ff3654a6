using System.Net;

namespace Outreach.Deliverability.Tests.Spf;

public sealed class SpfRecordTests
{
    [Theory]
    [InlineData("v=spf1 ip4:192.0.2.300 -all", 10, "Write an address such as ip4:192.0.2.1.")]
    [InlineData("v=spf1 mx ip4:192.0.2.0/33", 24, "Write the prefix length as a number from 0 to 32.")]
    [InlineData("v=spf1 includes:a.test", 7, "Remove or correct \"includes\": there is no such mechanism.")]
    [InlineData("v=spf1 include", 14, "Put a colon and a domain behind the mechanism's name, such as include:_spf.example.com.")]
    [InlineData("v=spf1 a:%{x}.test", 9, "Correct the macro: a percent sign starts one, such as %{i} or %{d2}; write %% for the sign itself.")]
    [InlineData("v=spf1 redirect=a.test redirect=b.test", 0, "Keep one \"redirect=\" and remove the others.")]
    [InlineData("v=spf2.0/pra", 0, "Start the record with \"v=spf1\" and a blank.")]
    public void TryParse_Mistake_SaysWhereAndWhatToDo(string text, int position, string message)
    {
        Assert.False(SpfRecord.TryParse(text, out _, out var error));

        Assert.Equal(new SpfSyntaxError(position, message), error);
    }

    [Theory]
    [InlineData("v=spf1 mx -all", "v=spf1 mx ip4:192.0.2.7 include:_spf.esp.test -all")]
    [InlineData("v=spf1 ip4:192.0.2.0/24 include:_spf.esp.test ~all", "v=spf1 ip4:192.0.2.0/24 include:_spf.esp.test ~all")]
    [InlineData("v=spf1 redirect=_spf.other.test", "v=spf1 ip4:192.0.2.7 include:_spf.esp.test redirect=_spf.other.test")]
    [InlineData("v=spf1", "v=spf1 ip4:192.0.2.7 include:_spf.esp.test ~all")]
    [InlineData(null, "v=spf1 ip4:192.0.2.7 include:_spf.esp.test ~all")]
    public void Authorize_AddressAndProvider_AddsWhatIsMissing(string? text, string expected)
    {
        SpfRecord? record = null;
        Assert.True(text is null || SpfRecord.TryParse(text, out record, out _));

        Assert.Equal(expected, SpfRecord.Authorize(record, [IPAddress.Parse("192.0.2.7")], ["_spf.esp.test"]));
    }

    [Fact]
    public async Task Audit_RecordWithIncludes_ShowsTheTreeAndItsCost()
    {
        var dns = new ZoneResolver()
            .Txt("example.com", "v=spf1 mx include:_spf.esp.test include:gone.test a:nothing.example.com -all")
            .Txt("_spf.esp.test", "v=spf1 include:a.esp.test exists:%{i}.esp.test ~all")
            .Txt("a.esp.test", "v=spf1 ip4:192.0.2.0/24 ~all")
            .Mx("example.com", "mx.example.com");

        var audit = await new SpfAuditor(dns).AuditAsync("example.com", TestContext.Current.CancellationToken);

        Assert.Equal(6, audit.Lookups);
        Assert.Equal(1, audit.VoidLookups);
        Assert.Equal(["", "include:_spf.esp.test", "include:a.esp.test", "include:gone.test"], audit.Nodes.Select(node => node.Term));
        Assert.Equal("gone.test has no SPF record", audit.Nodes.Last().Problem);
    }

    [Fact]
    public async Task Audit_RecordThatIncludesItself_Ends()
    {
        var dns = new ZoneResolver().Txt("a.test", "v=spf1 include:b.test -all").Txt("b.test", "v=spf1 include:a.test -all");

        var audit = await new SpfAuditor(dns).AuditAsync("a.test", TestContext.Current.CancellationToken);

        Assert.Equal("a.test includes itself", audit.Nodes.Last().Problem);
    }
}
