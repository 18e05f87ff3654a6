using Outreach.Testing;

namespace Outreach.Providers.AmazonSes.Tests;

public sealed class AmazonSesCampaignTests : EmailCampaignSuite<AmazonSesFixture>;
