using BenchmarkDotNet.Running;
using Outreach.Benchmarks.Smtp;

if (args is ["smtp", ..])
{
    return await SmtpThroughput.RunAsync(args[1..]);
}

BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
return 0;
