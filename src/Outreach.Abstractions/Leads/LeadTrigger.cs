using System.Text.Json.Serialization;

namespace Outreach;

/// <summary>What makes a lead of a contact.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<LeadTrigger>))]
public enum LeadTrigger
{
    /// <summary>The first message of the campaign to the contact was accepted.</summary>
    [JsonStringEnumMemberName("on_first_send")]
    OnFirstSend = 0,

    /// <summary>The contact, not a machine, has replied to the campaign.</summary>
    [JsonStringEnumMemberName("on_reply")]
    OnReply = 1,
}
