using Outreach.Testing;

namespace Outreach.Providers.Smtp.Tests;

public sealed class DirectSmtpConformanceTests : ProviderSuite<DirectSmtpFixture>;
