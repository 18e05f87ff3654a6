using System.Text;
using Outreach.Mime;
using Outreach.Tests.Sending;

namespace Outreach.Tests.Content;

public sealed class AttachmentTests
{
    private const string Html = "<p>Hi <img src=\"cid:logo@sender.example\"> <a href=\"{{ unsubscribe_url }}\">x</a></p>";

    private static readonly byte[] Pdf = [.. Encoding.ASCII.GetBytes("%PDF-1.7 "), .. Enumerable.Range(0, 200_000).Select(i => (byte)i)];
    private static readonly byte[] Png = [137, 80, 78, 71, 1, 2, 3];

    [Fact]
    public async Task Files_OfCampaignAndStep_GoWithEachMessage()
    {
        await using var fixture = new EngineFixture();
        var id = await StartAsync(fixture, draft => draft, await AddAsync(fixture, "offer.pdf", Pdf), await AddAsync(fixture, "logo.png", Png, "logo@sender.example"));

        await fixture.Engine.RunDueAsync();

        Assert.Equal(2, fixture.Provider.Taken.Count);
        foreach (var mail in fixture.Provider.Taken)
        {
            var parsed = MimeParser.Parse(mail.Content);
            var files = parsed.Parts.Where(part => part.FileName is { Length: > 0 }).ToArray();
            Assert.Equal(["logo.png", "offer.pdf"], files.Select(part => part.FileName).Order());
            Assert.Equal(Pdf, files.Single(part => part.FileName == "offer.pdf").ReadContent().ToArray());
            var image = files.Single(part => part.FileName == "logo.png");
            Assert.Equal(("image/png", "logo@sender.example"), (image.MediaType, image.ContentId));
            Assert.Equal(Png, image.ReadContent().ToArray());
        }

        Assert.NotEqual(Guid.Empty, id);
    }

    [Fact]
    public async Task Content_IsStoredOnce_WhateverItsNames()
    {
        await using var fixture = new EngineFixture();

        var one = await AddAsync(fixture, "one.pdf", Pdf);
        var two = await AddAsync(fixture, "two.pdf", Pdf);

        Assert.Equal(one.ContentHash, two.ContentHash);
        Assert.Equal(Pdf.Length, one.Length);
        Assert.Equal(Pdf.Length, await fixture.Get<IAttachmentStore>().FindLengthAsync(Organisation.DefaultId, one.ContentHash));
    }

    [Theory]
    [InlineData("", "application/pdf", null, "file")]
    [InlineData("a.pdf", "pdf", null, "media type")]
    [InlineData("a.eml", "message/rfc822", null, "application/octet-stream")]
    [InlineData("a.png", "image/png", "<logo>", "Content-ID")]
    public async Task Add_OfAFileThatCantBeUsed_SaysWhy(string name, string type, string? contentId, string expected)
    {
        await using var fixture = new EngineFixture();

        var error = await Assert.ThrowsAnyAsync<ArgumentException>(
            () => fixture.Get<IAttachmentService>().AddAsync(Organisation.DefaultId, name, type, new MemoryStream(Png), contentId));

        Assert.Contains(expected, error.Message, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Add_OfALargeOrEmptyFile_IsRefused_WithoutReadingItWhole()
    {
        await using var fixture = new EngineFixture(Limit(1024));
        var endless = new EndlessStream();

        var error = await Assert.ThrowsAsync<ArgumentException>(
            () => fixture.Get<IAttachmentService>().AddAsync(Organisation.DefaultId, "big.bin", "application/octet-stream", endless));
        Assert.Contains("'big.bin' has more than 1024 bytes", error.Message, StringComparison.Ordinal);
        Assert.InRange(endless.Position, 1025, 1_000_000);
        Assert.Contains("empty", (await Assert.ThrowsAsync<ArgumentException>(() => AddAsync(fixture, "none.bin", []))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_FindsFilesThatAreMissingOrTooLarge_AndImagesThatDoNotFit()
    {
        await using var fixture = new EngineFixture(Limit(1024));
        var files = new[] { await AddAsync(fixture, "a.bin", new byte[600]), await AddAsync(fixture, "b.bin", new byte[500]), await AddAsync(fixture, "gone.bin", Png) };
        await fixture.Get<IAttachmentStore>().DeleteAsync(Organisation.DefaultId, files[2].ContentHash);
        var unused = await AddAsync(fixture, "unused.png", [1], "unused@sender.example");
        await fixture.AddContactsAsync("anna@a.example");
        var id = await CreateAsync(fixture, draft => draft, files[0], files[1], files[2], unused);

        var report = await fixture.Campaigns.CheckAsync(Organisation.DefaultId, id);

        string[] expected = ["attachment_missing", "attachments_too_large", "image_missing", "image_unused"];
        Assert.Equal(expected, report.Findings.Select(finding => finding.Code).Intersect(expected).Order());
        Assert.False(report.CanStart);
    }

    [Fact]
    public async Task Message_WhoseFileIsGone_IsPutOff()
    {
        await using var fixture = new EngineFixture();
        var file = await AddAsync(fixture, "offer.pdf", Pdf);
        var logo = await AddAsync(fixture, "logo.png", Png, "logo@sender.example");
        await fixture.Get<IAttachmentStore>().DeleteAsync(Organisation.DefaultId, file.ContentHash);
        await fixture.AddContactsAsync("anna@a.example");
        var id = await CreateAsync(fixture, draft => draft, file, logo);
        await fixture.Campaigns.StartAsync(Organisation.DefaultId, id, new StartOptions { IgnoreErrors = true });

        await fixture.Engine.RunDueAsync();

        Assert.Empty(fixture.Provider.Taken);
        var participant = Assert.Single(await fixture.ParticipantsAsync(id));
        Assert.Equal((ReasonCodes.AttachmentMissing, "offer.pdf"), (participant.Reason.Code, participant.Reason.Detail));
        Assert.NotNull(participant.DueAt);
    }

    [Fact]
    public async Task Forecast_OfACampaignWithFiles_DoesNotNeedThem()
    {
        await using var fixture = new EngineFixture();
        await fixture.AddContactsAsync("anna@a.example", "bert@b.example");
        var id = await CreateAsync(fixture, draft => draft, await AddAsync(fixture, "offer.pdf", Pdf), await AddAsync(fixture, "logo.png", Png, "logo@sender.example"));

        var forecast = await fixture.Get<IForecaster>().ForecastAsync(new ForecastRequest { CampaignId = id, Repetitions = 1 });

        Assert.Equal(2, forecast.Sends.Count);
    }

    [Fact]
    public async Task AmpPart_PassesThrough()
    {
        await using var fixture = new EngineFixture();
        await fixture.AddContactsAsync("anna@a.example");
        await fixture.Get<ISenderAccountStore>().SaveAsync(fixture.Sender);
        const string Amp = "<!doctype html><html \u26a14email><head></head><body><amp-list src=\"https://a.example/x?y=1&z\"></amp-list>Hi {{ contact.first_name ?? 'you' }}</body></html>";
        await fixture.Campaigns.StartAsync(await fixture.Campaigns.CreateAsync(new()
        {
            Name = "Amp",
            Steps = [SequenceStep.Create(new() { Subject = "S", Html = "<p>Hi {{ unsubscribe_url }}</p>", Amp = Amp })],
        }));

        await fixture.Engine.RunDueAsync();

        var parts = MimeParser.Parse(Assert.Single(fixture.Provider.Taken).Content).Parts.ToArray();
        var types = parts.Select(part => part.MediaType).Where(type => type.StartsWith("text/", StringComparison.Ordinal));
        Assert.Equal(["text/plain", "text/x-amp-html", "text/html"], types);
        var amp = Encoding.UTF8.GetString(parts.Single(part => part.MediaType == "text/x-amp-html").ReadContent().ToArray());
        Assert.Contains("<amp-list src=\"https://a.example/x?y=1&z\"></amp-list>Hi anna", amp, StringComparison.Ordinal);
    }

    private static Action<Microsoft.Extensions.DependencyInjection.IServiceCollection> Limit(int bytes) => services =>
        Microsoft.Extensions.DependencyInjection.OptionsServiceCollectionExtensions.Configure<OutreachOptions>(services, options => options.MaxAttachmentBytes = bytes);

    private static async Task<Guid> StartAsync(EngineFixture fixture, Func<CampaignDraft, CampaignDraft> change, params MessageAttachment[] files)
    {
        await fixture.AddContactsAsync("anna@a.example", "bert@b.example");
        var id = await CreateAsync(fixture, change, files);
        await fixture.Campaigns.StartAsync(id);
        return id;
    }

    private static async Task<Guid> CreateAsync(EngineFixture fixture, Func<CampaignDraft, CampaignDraft> change, params MessageAttachment[] files)
    {
        await fixture.Get<ISenderAccountStore>().SaveAsync(fixture.Sender);
        return await fixture.Campaigns.CreateAsync(change(new()
        {
            Name = "Files",
            Attachments = [files[0]],
            Steps = [SequenceStep.Create(new() { Subject = "S", Html = Html }) with { Attachments = [.. files.Skip(1)] }],
        }));
    }

    private static Task<MessageAttachment> AddAsync(EngineFixture fixture, string name, byte[] content, string? contentId = null) =>
        fixture.Get<IAttachmentService>().AddAsync(
            Organisation.DefaultId, name, contentId is null ? "application/pdf" : "image/png", new MemoryStream(content), contentId);

    private sealed class EndlessStream : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get; set; }

        public override int Read(byte[] buffer, int offset, int count)
        {
            Position += count;
            return count;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
