using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Outreach.TestServers;

/// <summary>The processor time that a thread has used. Other work of the machine, which makes clocks useless for tests, doesn't count.</summary>
public static class ThreadTime
{
    private const int LinuxThreadClock = 3;

    /// <summary>The time of the current thread; where it can't be asked for, that of the clock.</summary>
    public static TimeSpan Now => OperatingSystem.IsLinux() && ReadClock(LinuxThreadClock, out var time) == 0
        ? TimeSpan.FromSeconds(time.Seconds) + TimeSpan.FromMicroseconds(time.Nanoseconds / 1000.0)
        : Stopwatch.GetElapsedTime(0);

    [DllImport("libc", EntryPoint = "clock_gettime")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int ReadClock(int clock, out Time time);

    [StructLayout(LayoutKind.Sequential)]
    private struct Time
    {
        public nint Seconds;
        public nint Nanoseconds;
    }
}
