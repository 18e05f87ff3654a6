using Microsoft.Extensions.Options;

namespace Outreach.Providers.Gmail;

[OptionsValidator]
internal sealed partial class GmailOptionsValidator : IValidateOptions<GmailOptions>;
