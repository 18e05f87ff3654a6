using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Outreach.TestWorker;

var settings = WorkerSettings.Parse(Environment.GetEnvironmentVariable(WorkerSettings.Variable)
    ?? throw new InvalidOperationException($"Tests start this program; the variable {WorkerSettings.Variable} holds its settings."));
var builder = Host.CreateApplicationBuilder();
builder.Logging.SetMinimumLevel(LogLevel.Warning);
WorkerHost.Add(builder.Services, settings).AddWorker();
using var host = builder.Build();
host.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStarted.Register(static () => Console.WriteLine(WorkerHost.Started));
await host.RunAsync();
