using System.Text;
using Outreach.Tests.Sending;

namespace Outreach.Tests.Preview;

public sealed class MessagePreviewTests : IAsyncDisposable
{
    private readonly EngineFixture _fixture = new();

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();

    [Fact]
    public async Task Preview_IsWhatIsSent()
    {
        var contacts = await _fixture.AddContactsAsync("anna@a.example");
        var step = SequenceStep.Create(new MessageTemplate
        {
            Subject = "{Hi|Hello|Hey} {{ contact.first_name ?? 'you' }}",
            Html = "<p>Dear {{ contact.first_name ?? 'reader' }}, <a href=\"{{ unsubscribe_url }}\">leave</a></p>",
        });
        var campaign = await _fixture.StartCampaignAsync(null, step);

        var preview = await _fixture.Get<IMessagePreview>().PreviewAsync(Organisation.DefaultId, campaign, 0, contacts[0]);
        await _fixture.Engine.RunDueAsync();

        Assert.Null(preview.Problem);
        Assert.Contains("Dear anna", preview.Html, StringComparison.Ordinal);
        Assert.Contains("Dear anna", preview.Text, StringComparison.Ordinal);
        var sent = Encoding.UTF8.GetString(Assert.Single(_fixture.Provider.Taken).Content.Span);
        Assert.Equal(sent, Encoding.UTF8.GetString(preview.Content.Span));
    }

    [Fact]
    public async Task Preview_TellsWhatTheChecksFind()
    {
        var contacts = await _fixture.AddContactsAsync("anna@a.example");
        await _fixture.Get<ISenderAccountStore>().SaveAsync(_fixture.Sender);
        var campaign = await _fixture.Campaigns.CreateAsync(new CampaignDraft
        {
            Name = "Draft",
            Steps = [SequenceStep.Create(EngineFixture.Template("Hi {{ contact.frist_name }}", "{{ unsubscribe_url }}"))],
        });

        var preview = await _fixture.Get<IMessagePreview>().PreviewAsync(Organisation.DefaultId, campaign, 0, contacts[0]);

        Assert.Equal("Hi ", preview.Subject);
        Assert.Equal("Did you mean `contact.first_name`?", Assert.Single(preview.Findings).Hint);
    }

    [Fact]
    public async Task Preview_OfAMissingStep_SaysWhichThereAre()
    {
        var contacts = await _fixture.AddContactsAsync("anna@a.example");
        var campaign = await _fixture.StartCampaignAsync();

        var exception = await Assert.ThrowsAsync<InvalidOperationException>(
            () => _fixture.Get<IMessagePreview>().PreviewAsync(Organisation.DefaultId, campaign, 7, contacts[0]));

        Assert.Contains("steps 0 to 0", exception.Message, StringComparison.Ordinal);
    }
}
