using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Outreach.Deliverability;

namespace Outreach.EndToEnd.Tests.Guides;

/// <summary>The examples of docs/guides/advisor.md; a test of the architecture compares the two.</summary>
internal static class AdvisorGuide
{
    public static void Add(IHostApplicationBuilder builder) =>
        builder.Services.AddOutreach(outreach => outreach.PublicBaseUri = new("https://mail.example.com"))
            .UseSqlite("Data Source=outreach.db")
            .AddReputation()
            .AddAdvisor(advisor =>
            {
                // What an email service signs with, and asks to be included.
                advisor.Domains["example.com"] = new AdvisedDomain { DkimSelectors = { "s1" }, SpfIncludes = { "_spf.provider.example" } };
            });

    public static async Task UseAsync(IHost app, Guid campaignId, RecommendationKey key)
    {
        var advisor = app.Services.GetRequiredService<IAdvisor>();
        foreach (var one in await advisor.AdviseCampaignAsync(Organisation.DefaultId, campaignId) ?? [])
        {
            Console.WriteLine($"{one.Severity} {one.Code} {one.Subject}: {one.Message} {one.Evidence.Text} {one.Fix}");
        }

        await advisor.DismissAsync(Organisation.DefaultId, key, by: "Ada", reason: "the old list is gone");
    }
}
