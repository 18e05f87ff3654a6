using Microsoft.Extensions.Options;

namespace Outreach.Events.RabbitMq;

/// <summary>Checks what attributes state.</summary>
[OptionsValidator]
internal sealed partial class RabbitMqOptionsValidator : IValidateOptions<RabbitMqOptions>;
