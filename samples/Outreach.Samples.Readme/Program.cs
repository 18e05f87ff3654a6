using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Outreach;

var builder = Host.CreateApplicationBuilder(args);
builder.Services.AddOutreach().UseSqlite("Data Source=outreach.db").AddSmtp("primary", smtp => smtp.Host = "smtp.example.com").AddWorker();
using var host = builder.Build();

await host.Services.GetRequiredService<ISenderAccountStore>().SaveAsync(SenderAccount.Create("Ada", "ada@example.com", "primary"));
await host.Services.GetRequiredService<IContactImporter>().Import(File.OpenRead("contacts.csv")).CompleteAsync();
var campaigns = host.Services.GetRequiredService<ICampaignService>();
var id = await campaigns.CreateAsync(new CampaignDraft
{
    Name = "Spring",
    Steps = [SequenceStep.Create(new() { Subject = "A question", Text = "Hi {{ contact.first_name ?? 'there' }}, …\n{{ unsubscribe_url }}" }),
             SequenceStep.Create(new() { Text = "Did my note reach you?\n{{ unsubscribe_url }}" }, StepDelay.Days(3))],
});
await campaigns.StartAsync(id);
await host.RunAsync();
