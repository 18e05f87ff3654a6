using Xunit;

namespace Outreach.Testing;

/// <summary>Tests an <see cref="ITemplatePresetStore"/>.</summary>
/// <typeparam name="TFactory">Makes the store to test.</typeparam>
public abstract class TemplatePresetStoreSuite<TFactory> : StoreSuite<TFactory>
    where TFactory : IStoreFactory, new()
{
    [Fact]
    public async Task Save_KeepsEveryValue_AndReplacesAllButTheTime()
    {
        var preset = NewPreset();
        await Store.TemplatePresets.SaveAsync(preset);
        AssertSame(preset, await Store.TemplatePresets.FindAsync(OrganisationId, preset.Id));

        var changed = preset with { Name = "Other", Channel = Channel.Telegram, Content = new MessageTemplate { Html = "<p>Grüße</p>" } };
        await Store.TemplatePresets.SaveAsync(changed with { CreatedAt = Start.AddDays(1) });

        AssertSame(changed, await Store.TemplatePresets.FindAsync(OrganisationId, preset.Id));
        Assert.Null(await Store.TemplatePresets.FindAsync(OtherOrganisationId, preset.Id));
    }

    [Fact]
    public async Task Save_OfWhatCantBeUsed_IsRefused()
    {
        await Assert.ThrowsAsync<ArgumentException>(() => Store.TemplatePresets.SaveAsync(NewPreset() with { Name = "" }));
        await Assert.ThrowsAsync<ArgumentException>(() => Store.TemplatePresets.SaveAsync(NewPreset() with { Content = new MessageTemplate { Subject = "Hi" } }));
    }

    [Fact]
    public async Task List_GivesThePresetsOfOneOrganisation_OrAChannel()
    {
        var (mail, chat) = (NewPreset(), NewPreset() with { Channel = Channel.Telegram });
        await Store.TemplatePresets.SaveAsync(chat);
        await Store.TemplatePresets.SaveAsync(mail);
        await Store.TemplatePresets.SaveAsync(NewPreset() with { OrganisationId = OtherOrganisationId });

        Assert.Equal([mail.Id, chat.Id], (await Store.TemplatePresets.ListAsync(OrganisationId)).Select(preset => preset.Id));
        Assert.Equal([chat.Id], (await Store.TemplatePresets.ListAsync(OrganisationId, Channel.Telegram)).Select(preset => preset.Id));
    }

    [Fact]
    public async Task Delete_RemovesOnePreset()
    {
        var preset = NewPreset();
        await Store.TemplatePresets.SaveAsync(preset);

        Assert.False(await Store.TemplatePresets.DeleteAsync(OtherOrganisationId, preset.Id));
        Assert.True(await Store.TemplatePresets.DeleteAsync(OrganisationId, preset.Id));
        Assert.False(await Store.TemplatePresets.DeleteAsync(OrganisationId, preset.Id));
    }

    private static TemplatePreset NewPreset() => new()
    {
        Id = NewId(),
        OrganisationId = OrganisationId,
        Name = "Erster Kontakt",
        Content = new MessageTemplate { Subject = "{Hi|Hello}", Text = "Grüße {{ unsubscribe_url }}", Preheader = "p" },
        CreatedAt = Start,
    };
}
