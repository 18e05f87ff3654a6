namespace Outreach.Deliverability;

/// <summary>Checks one area.</summary>
internal interface IDomainCheck
{
    DomainCheckArea Area { get; }

    Task RunAsync(CheckRun run);
}
