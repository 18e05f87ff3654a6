namespace Outreach.Samples;

/// <summary>Something that the person at the keyboard can put right. The message is one sentence that says what to do.</summary>
internal sealed class SampleException(string message, int exitCode = 1) : Exception(message)
{
    public int ExitCode { get; } = exitCode;
}
