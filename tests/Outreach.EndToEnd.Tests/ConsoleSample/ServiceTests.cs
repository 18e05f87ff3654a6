namespace Outreach.EndToEnd.Tests.ConsoleSample;

/// <summary>The sample with each service: one word changes it.</summary>
public sealed class ServiceTests
{
    [Theory]
    [InlineData("sendgrid", "credentials,sender,webhook,signature,quota")]
    [InlineData("mailgun", "credentials,sender,webhook,signature")]
    [InlineData("ses", "credentials,sender,webhook,quota")]
    [InlineData("mailchimp", "credentials,sender,webhook,signature,quota")]
    [InlineData("gmail", "credentials,sender")]
    [InlineData("telegram", "credentials,webhook")]
    [InlineData("gateway", "credentials")]
    public async Task CheckProvider_OfAnAccountInOrder_ShowsTheChecklist(string service, string passed)
    {
        await using var account = new ServiceAccount();

        var result = (await account.RunAsync("check-provider", service, "--sender", ServiceAccount.Sender, "--webhook", ServiceAccount.Webhook)).AssertSuccess();

        var lines = result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(passed, string.Join(',', lines.Where(static line => line.StartsWith("[ok]", StringComparison.Ordinal)).Select(static line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1])));
    }

    [Theory]
    [InlineData("sendgrid")]
    [InlineData("mailgun")]
    [InlineData("ses")]
    [InlineData("mailchimp")]
    [InlineData("gmail")]
    public async Task Send_ByEachService_IsOneWord(string service)
    {
        await using var account = new ServiceAccount();

        var result = (await account.RunAsync("send", "--provider", service, "--from", ServiceAccount.Sender, "--to", "bob@example.net")).AssertSuccess();

        Assert.Contains($"{service} accepted the message to bob@example.net: 200", result.Output, StringComparison.Ordinal);
        Assert.Single(account.Requests, static request => request.Text.Contains("bob@example.net", StringComparison.Ordinal));
    }

    [Fact]
    public async Task CheckProvider_OfAnAccountOutOfOrder_SaysWhatToDo()
    {
        await using var account = new ServiceAccount();

        var result = await account.RunAsync("check-provider", "sendgrid", "--sender", "ann@other.example");

        Assert.True(result.ExitCode == 9, result.ToString());
        Assert.Contains("[FAIL] sender", result.Output, StringComparison.Ordinal);
        Assert.Contains("authenticate other.example", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CheckProvider_WithoutSettingsOrWithBadOnes_SaysWhichAreMissing()
    {
        (await SampleProcess.RunAsync("check-provider", "mailgun")).AssertFailure(1, "OUTREACH_API_KEY");
        (await SampleProcess.RunAsync("check-provider", "pigeon")).AssertFailure(1, "no service 'pigeon'", "sendgrid, mailgun, ses, mailchimp");

        await using var account = new ServiceAccount();
        (await account.RunAsync("check-provider", "mailgun", "--webhook", "hooks")).AssertFailure(1, "--webhook hooks is no https address");
    }
}
