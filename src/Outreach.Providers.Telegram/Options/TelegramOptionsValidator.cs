using Microsoft.Extensions.Options;

namespace Outreach.Providers.Telegram;

[OptionsValidator]
internal sealed partial class TelegramOptionsValidator : IValidateOptions<TelegramOptions>;
