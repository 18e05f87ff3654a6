using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;

namespace Outreach.Samples;

/// <summary>Shows a message as a contact would get it. Nothing is sent.</summary>
internal static class PreviewCommand
{
    private static readonly Option<string?> ContactOption = new("--contact") { Description = "Address of the contact; the first one if none is given." };
    private static readonly Option<int> StepOption = new("--step") { Description = "The step, from 1.", DefaultValueFactory = static _ => 1 };
    private static readonly Option<string?> PresetOption = new("--preset") { Description = "Show a preset that comes with Outreach, such as shopify-dtc, in place of the campaign." };
    private static readonly Option<string?> OutOption = new("--out") { Description = "Also write the whole message to this .eml file." };

    public static Command Create() =>
        SampleCommand.Create("preview", "Show a message as a contact would get it, without sending it.", ExecuteAsync, ContactOption, StepOption, PresetOption, OutOption);

    private static async Task<int> ExecuteAsync(ParseResult result, CancellationToken cancellationToken)
    {
        var folder = SampleCommand.OpenFolder(result);
        await using var services = SampleHost.Build(folder, new MailFolder(folder.MailPath), port: 25);
        var campaign = await services.GetRequiredService<SampleCampaign>().PrepareAsync(Console.Error.WriteLine, cancellationToken);
        var contact = await FindContactAsync(services.GetRequiredService<IContactStore>(), result.GetValue(ContactOption), cancellationToken);
        if (result.GetValue(PresetOption) is { } presetId)
        {
            return await ShowPresetAsync(services.GetRequiredService<ISequencePresets>(), presetId, contact, cancellationToken);
        }

        var step = result.GetValue(StepOption);
        if (step < 1 || step > SampleContent.StepNames.Count)
        {
            throw new SampleException($"There is no step {step}; choose 1 to {SampleContent.StepNames.Count} with --step.");
        }

        var message = await services.GetRequiredService<IMessagePreview>().PreviewAsync(campaign.OrganisationId, campaign.Id, step - 1, contact.Id, cancellationToken: cancellationToken);
        foreach (var finding in message.Findings)
        {
            await Console.Error.WriteLineAsync(finding.ToString());
        }

        if (message.Problem is { } problem)
        {
            throw new SampleException($"{contact.Email} would get no message: {problem}.");
        }

        Console.WriteLine($"To: {contact.Email}");
        Console.WriteLine($"Subject: {message.Subject}");
        Console.WriteLine();
        Console.WriteLine(message.Text);
        if (result.GetValue(OutOption) is { } path)
        {
            await File.WriteAllBytesAsync(path, message.Content.ToArray(), cancellationToken);
            Console.WriteLine($"Written to {Path.GetFullPath(path)}");
        }

        return 0;
    }

    private static async Task<int> ShowPresetAsync(ISequencePresets presets, string id, Contact contact, CancellationToken cancellationToken)
    {
        var preset = presets.Find(id)
            ?? throw new SampleException($"There is no preset {id}; choose one of {string.Join(", ", presets.List().Select(static preset => preset.Id))} with --preset.");
        foreach (var message in await presets.PreviewAsync(preset, contact, SampleContent.Senders[0], cancellationToken))
        {
            Console.WriteLine($"--- {preset.Steps[message.StepIndex].Name}, variant {message.VariantId}");
            Console.WriteLine($"Subject: {message.Subject}");
            Console.WriteLine();
            Console.WriteLine(message.Text);
            Console.WriteLine();
        }

        return 0;
    }

    private static async Task<Contact> FindContactAsync(IContactStore contacts, string? address, CancellationToken cancellationToken)
    {
        if (address is not null)
        {
            return await contacts.FindByEmailAsync(Organisation.DefaultId, address, cancellationToken)
                ?? throw new SampleException($"There is no contact {address}; import it first, or look into {ContactFile.DefaultPath}.");
        }

        await foreach (var contact in contacts.ReadAsync(Organisation.DefaultId, ContactQuery.Everyone, null, cancellationToken))
        {
            return contact;
        }

        throw new SampleException("There are no contacts; import some first.");
    }
}
