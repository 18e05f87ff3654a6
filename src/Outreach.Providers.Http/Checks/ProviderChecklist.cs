using System.Globalization;

namespace Outreach.Providers.Http;

/// <summary>Collects the findings of a provider's check. A question that can't be asked is a finding too.</summary>
public sealed class ProviderChecklist
{
    private readonly List<ProviderFinding> _findings = [];

    /// <summary>Gets the findings so far.</summary>
    public IReadOnlyList<ProviderFinding> Findings => _findings;

    /// <summary>Gets whether something is wrong already.</summary>
    public bool HasFailed => _findings.Exists(finding => finding.Status == ProviderFindingStatus.Failed);

    /// <summary>Makes the finding of an answer that can't be read.</summary>
    public static (ProviderFindingStatus Status, string Message) Unreadable(HttpAnswer answer)
    {
        ArgumentNullException.ThrowIfNull(answer);
        var reply = answer.ToReply().Text.ReplaceLineEndings(" ");
        return (ProviderFindingStatus.Unknown, string.Create(
            CultureInfo.InvariantCulture, $"The provider answered with {answer.Status}: {(reply.Length <= 200 ? reply : reply[..200])}"));
    }

    /// <summary>Adds a finding.</summary>
    public void Add(string name, ProviderFindingStatus status, string message) => _findings.Add(new ProviderFinding { Name = name, Status = status, Message = message });

    /// <summary>Asks a question and adds its finding.</summary>
    /// <param name="name">What is checked, one of <see cref="ProviderFindingNames"/>.</param>
    /// <param name="ask">Asks.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async Task AddAsync(
        string name, Func<Task<(ProviderFindingStatus Status, string Message)>> ask, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(ask);
        try
        {
            var (status, message) = await ask().ConfigureAwait(false);
            Add(name, status, message);
        }
        catch (HttpRequestException exception)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Add(name, ProviderFindingStatus.Failed, "The provider can't be reached: " + exception.Message);
        }
    }
}
