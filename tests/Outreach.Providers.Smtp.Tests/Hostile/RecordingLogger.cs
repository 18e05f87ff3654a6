using Microsoft.Extensions.Logging;

namespace Outreach.Providers.Smtp.Tests;

/// <summary>Keeps what is logged, for what must not stand in it.</summary>
internal sealed class RecordingLogger : ILogger<SmtpProvider>
{
    public List<string> Lines { get; } = [];

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        Lines.Add($"{formatter(state, exception)} {exception}");
}
