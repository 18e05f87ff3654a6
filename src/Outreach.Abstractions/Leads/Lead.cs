using System.Security.Cryptography;

namespace Outreach;

/// <summary>A contact that has become worth somebody's attention.</summary>
public sealed record Lead
{
    /// <summary>Gets the lead's id.</summary>
    public required Guid Id { get; init; }

    /// <summary>Gets the organisation that the lead belongs to.</summary>
    public required Guid OrganisationId { get; init; }

    /// <summary>Gets the contact.</summary>
    public required Guid ContactId { get; init; }

    /// <summary>Gets the campaign that made the lead, or <see langword="null"/>. A contact is a lead of a campaign at most once.</summary>
    public Guid? CampaignId { get; init; }

    /// <summary>Gets what made the lead: <c>first_send</c>, <c>reply</c>, or a word of the host's; 1 to 100 characters.</summary>
    public required string Source { get; init; }

    /// <summary>Gets our pipeline in which <see cref="StageId"/> is, or <see langword="null"/> if the stage is the host's or there is none.</summary>
    public Guid? PipelineId { get; init; }

    /// <summary>Gets the stage in which the lead began, or <see langword="null"/>; at most 200 characters.</summary>
    public string? StageId { get; init; }

    /// <summary>Gets when the lead was created.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Derives the id of a campaign's lead, the same however often it is made.</summary>
    /// <param name="campaignId">The campaign.</param>
    /// <param name="contactId">The contact.</param>
    public static Guid IdOf(Guid campaignId, Guid contactId)
    {
        Span<byte> bytes = stackalloc byte[32];
        campaignId.TryWriteBytes(bytes, bigEndian: true, out _);
        contactId.TryWriteBytes(bytes[16..], bigEndian: true, out _);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes, hash);

        // Version 8 (RFC 9562 §5.8): an id of our own making.
        hash[6] = (byte)((hash[6] & 0x0F) | 0x80);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash[..16], bigEndian: true);
    }
}
