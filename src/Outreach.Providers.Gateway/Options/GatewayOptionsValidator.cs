using Microsoft.Extensions.Options;

namespace Outreach.Providers.Gateway;

[OptionsValidator]
internal sealed partial class GatewayOptionsValidator : IValidateOptions<GatewayOptions>;
