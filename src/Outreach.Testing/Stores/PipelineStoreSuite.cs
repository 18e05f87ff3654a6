using Xunit;

namespace Outreach.Testing;

/// <summary>Tests an <see cref="IPipelineStore"/>.</summary>
/// <typeparam name="TFactory">Makes the store to test.</typeparam>
public abstract class PipelineStoreSuite<TFactory> : StoreSuite<TFactory>
    where TFactory : IStoreFactory, new()
{
    [Fact]
    public async Task Save_KeepsStagesInOrder_AndReplacesThem()
    {
        var pipeline = await AddPipelineAsync("new", "won", "löst");
        AssertSame(pipeline, await Store.Pipelines.FindAsync(OrganisationId, pipeline.Id));

        var changed = pipeline with { Name = "Other", Stages = [pipeline.Stages[2], pipeline.Stages[0]] };
        await Store.Pipelines.SaveAsync(changed);

        AssertSame(changed, await Store.Pipelines.FindAsync(OrganisationId, pipeline.Id));
        Assert.Null(await Store.Pipelines.FindAsync(OtherOrganisationId, pipeline.Id));
    }

    [Fact]
    public async Task Save_OfWhatCantBeUsed_IsRefused()
    {
        var stage = new PipelineStage { Id = NewId(), Name = "new" };
        foreach (var wrong in new[]
        {
            NewPipeline(stage) with { Name = "" },
            NewPipeline(),
            NewPipeline(stage, stage),
            NewPipeline(stage with { Name = " " }),
        })
        {
            await Assert.ThrowsAsync<ArgumentException>(() => Store.Pipelines.SaveAsync(wrong));
        }
    }

    [Fact]
    public async Task Save_WithoutAStageWhereContactsAre_IsRefused()
    {
        var pipeline = await AddPipelineAsync("new", "won");
        var contact = await AddContactAsync();
        await Store.Pipelines.PlaceAsync(OrganisationId, pipeline.Id, pipeline.Stages[0].Id, [contact.Id]);

        await Assert.ThrowsAsync<InvalidOperationException>(() => Store.Pipelines.SaveAsync(pipeline with { Stages = [pipeline.Stages[1]] }));

        await Store.Pipelines.PlaceAsync(OrganisationId, pipeline.Id, pipeline.Stages[1].Id, [contact.Id]);
        await Store.Pipelines.SaveAsync(pipeline with { Stages = [pipeline.Stages[1]] });
    }

    [Fact]
    public async Task List_GivesThePipelinesOfOneOrganisation()
    {
        var (first, second) = (await AddPipelineAsync("a"), await AddPipelineAsync("b"));
        await Store.Pipelines.SaveAsync(NewPipeline(new PipelineStage { Id = NewId(), Name = "c" }) with { OrganisationId = OtherOrganisationId });

        Assert.Equal([first.Id, second.Id], (await Store.Pipelines.ListAsync(OrganisationId)).Select(pipeline => pipeline.Id));
    }

    [Fact]
    public async Task Place_PutsAContactIntoOneStageOfEachPipeline()
    {
        var (sales, support) = (await AddPipelineAsync("new", "won"), await AddPipelineAsync("open"));
        var (a, b) = (await AddContactAsync(), await AddContactAsync());
        var stranger = await AddContactAsync(organisationId: OtherOrganisationId);

        Assert.Equal(2, await Store.Pipelines.PlaceAsync(OrganisationId, sales.Id, sales.Stages[0].Id, [a.Id, b.Id, b.Id, stranger.Id, NewId()]));
        Assert.Equal(1, await Store.Pipelines.PlaceAsync(OrganisationId, sales.Id, sales.Stages[1].Id, [a.Id]));
        Assert.Equal(0, await Store.Pipelines.PlaceAsync(OrganisationId, sales.Id, sales.Stages[1].Id, [a.Id]));
        Assert.Equal(1, await Store.Pipelines.PlaceAsync(OrganisationId, support.Id, support.Stages[0].Id, [a.Id]));

        Assert.Equal(
            new HashSet<ContactPlace> { Place(a, sales, 1), Place(a, support, 0), Place(b, sales, 0) },
            (await Store.Pipelines.ListPlacesAsync(OrganisationId, [a.Id, b.Id])).ToHashSet());
        Assert.Empty(await Store.Pipelines.ListPlacesAsync(OtherOrganisationId, [a.Id, b.Id]));
    }

    [Fact]
    public async Task Place_InAStageThatThereIsNot_IsRefused()
    {
        var (pipeline, other) = (await AddPipelineAsync("a"), await AddPipelineAsync("b"));
        var contact = await AddContactAsync();

        await Assert.ThrowsAsync<InvalidOperationException>(
            () => Store.Pipelines.PlaceAsync(OrganisationId, pipeline.Id, other.Stages[0].Id, [contact.Id]));
        await Assert.ThrowsAsync<InvalidOperationException>(
            () => Store.Pipelines.PlaceAsync(OtherOrganisationId, pipeline.Id, pipeline.Stages[0].Id, [contact.Id]));
    }

    [Fact]
    public async Task Remove_TakesContactsOutOfOnePipeline()
    {
        var (sales, support) = (await AddPipelineAsync("new"), await AddPipelineAsync("open"));
        var contact = await AddContactAsync();
        await Store.Pipelines.PlaceAsync(OrganisationId, sales.Id, sales.Stages[0].Id, [contact.Id]);
        await Store.Pipelines.PlaceAsync(OrganisationId, support.Id, support.Stages[0].Id, [contact.Id]);

        Assert.Equal(0, await Store.Pipelines.RemoveAsync(OtherOrganisationId, sales.Id, [contact.Id]));
        Assert.Equal(1, await Store.Pipelines.RemoveAsync(OrganisationId, sales.Id, [contact.Id, NewId()]));

        Assert.Equal([Place(contact, support, 0)], await Store.Pipelines.ListPlacesAsync(OrganisationId, [contact.Id]));
    }

    [Fact]
    public async Task Delete_AndErase_RemovePlaces()
    {
        var (sales, support) = (await AddPipelineAsync("new"), await AddPipelineAsync("open"));
        var (a, b) = (await AddContactAsync(), await AddContactAsync());
        await Store.Pipelines.PlaceAsync(OrganisationId, sales.Id, sales.Stages[0].Id, [a.Id, b.Id]);
        await Store.Pipelines.PlaceAsync(OrganisationId, support.Id, support.Stages[0].Id, [a.Id, b.Id]);

        Assert.True(await Store.Pipelines.DeleteAsync(OrganisationId, sales.Id));
        Assert.False(await Store.Pipelines.DeleteAsync(OrganisationId, sales.Id));
        await Store.PersonalData.EraseAsync(OrganisationId, a.Id, Start);

        Assert.Equal([Place(b, support, 0)], await Store.Pipelines.ListPlacesAsync(OrganisationId, [a.Id, b.Id]));
    }

    private static Pipeline NewPipeline(params PipelineStage[] stages) =>
        new() { Id = NewId(), OrganisationId = OrganisationId, Name = "Sales", Stages = stages };

    private static ContactPlace Place(Contact contact, Pipeline pipeline, int stage) =>
        new(contact.Id, new PipelinePlace(pipeline.Id.ToString(), pipeline.Stages[stage].Id.ToString()));

    private async Task<Pipeline> AddPipelineAsync(params string[] stages)
    {
        var pipeline = NewPipeline([.. stages.Select(name => new PipelineStage { Id = NewId(), Name = name })]);
        await Store.Pipelines.SaveAsync(pipeline);
        return pipeline;
    }
}
