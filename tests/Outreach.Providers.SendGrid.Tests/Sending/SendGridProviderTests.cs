using Outreach.Testing;

namespace Outreach.Providers.SendGrid.Tests;

public sealed class SendGridProviderTests : HttpProviderSuite<SendGridFixture>;
