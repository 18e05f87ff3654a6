using System.Text.Json;
using Outreach.Providers.Http;

namespace Outreach.Providers.SendGrid;

/// <summary>Writes what is about the sending rather than the message.</summary>
internal static class SendGridSettings
{
    public static void Write(Utf8JsonWriter json, OutgoingEmail email, SendGridOptions options)
    {
        json.WriteStartObject("custom_args"u8);
        json.WriteString(AttemptText.Name, AttemptText.Format(email.Attempt));
        json.WriteEndObject();
        if (options.Categories.Count > 0)
        {
            json.WriteStartArray("categories"u8);
            foreach (var category in options.Categories)
            {
                json.WriteStringValue(category);
            }

            json.WriteEndArray();
        }

        if (options.IpPool is { } pool)
        {
            json.WriteString("ip_pool_name"u8, pool);
        }

        if (options.UnsubscribeGroupId is { } group && email.Stream == MessageStream.Marketing)
        {
            json.WriteStartObject("asm"u8);
            json.WriteNumber("group_id"u8, group);
            json.WriteEndObject();
        }

        if (options.SandboxMode)
        {
            json.WriteStartObject("mail_settings"u8);
            WriteSwitch(json, "sandbox_mode"u8, isOn: true);
            json.WriteEndObject();
        }

        // Outreach writes its own links, pixel and unsubscribe headers; a second set would break them and spoil the counts.
        json.WriteStartObject("tracking_settings"u8);
        WriteSwitch(json, "click_tracking"u8, isOn: false);
        WriteSwitch(json, "open_tracking"u8, isOn: false);
        WriteSwitch(json, "subscription_tracking"u8, isOn: false);
        json.WriteEndObject();
    }

    private static void WriteSwitch(Utf8JsonWriter json, ReadOnlySpan<byte> name, bool isOn)
    {
        json.WriteStartObject(name);
        json.WriteBoolean("enable"u8, isOn);
        json.WriteEndObject();
    }
}
