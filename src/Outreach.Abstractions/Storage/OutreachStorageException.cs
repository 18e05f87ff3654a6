namespace Outreach;

/// <summary>
/// The store can't be used: its file is missing, damaged, locked or read-only, its disk is full, or a setting can't keep the promise that
/// nothing is sent twice. The message is one sentence for people that says what to do; the cause is in <see cref="Exception.InnerException"/>.
/// </summary>
public sealed class OutreachStorageException : Exception
{
    /// <summary>Makes an exception without a message of its own.</summary>
    public OutreachStorageException()
    {
    }

    /// <summary>Makes an exception.</summary>
    /// <param name="message">What is wrong and what to do.</param>
    public OutreachStorageException(string message)
        : base(message)
    {
    }

    /// <summary>Makes an exception.</summary>
    /// <param name="message">What is wrong and what to do.</param>
    /// <param name="innerException">The cause.</param>
    public OutreachStorageException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
