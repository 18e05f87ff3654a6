namespace Outreach.Providers.Http.Tests;

internal sealed class TestOptions : HttpProviderOptions;
