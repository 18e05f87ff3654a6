using BenchmarkDotNet.Running;
using Outreach.Benchmarks;
using Outreach.Benchmarks.PostgreSql;
using Outreach.Benchmarks.Smtp;
using Outreach.Benchmarks.Storage;
using Outreach.Benchmarks.Suppressions;

switch (args)
{
    case ["smoke"]:
        return await SmokeCommand.RunAsync(Console.Out);
    case ["measure", _, ..]:
        return MeasureCommand.Run(args.AsSpan(1));
    case ["forecast", .. var arguments]:
        await ForecastCommand.RunAsync(NumberOr(arguments, 0, 100_000), NumberOr(arguments, 1, 1), Console.Out);
        return 0;
    case ["audience", .. var arguments]:
        await AudienceCommand.RunAsync(NumberOr(arguments, 0, 1_000_000), Console.Out);
        return 0;
    case ["smtp", .. var arguments]:
        return await SmtpThroughput.RunAsync(arguments);
    case ["sqlite-ledger", .. var arguments]:
        return await SqliteLedgerCommand.RunAsync(arguments);
    case ["pg-ledger", .. var arguments]:
        return await PostgreSqlLedgerCommand.RunAsync(arguments);
    case ["suppressions", .. var arguments]:
        return await SuppressionCommand.RunAsync(arguments);
    case ["whole-path", .. var arguments]:
        try
        {
            await WholePathCommand.RunAsync(WholePathOptions.Parse(arguments), Console.Out);
            return 0;
        }
        catch (FormatException exception)
        {
            Console.Error.WriteLine(exception.Message);
            return 2;
        }

    default:
        var summaries = BenchmarkSwitcher.FromAssembly(typeof(WholePathCommand).Assembly).Run(args);
        return summaries.All(summary => !summary.HasCriticalValidationErrors && summary.Reports.All(report => report.Success)) ? 0 : 1;
}

static int NumberOr(string[] arguments, int index, int otherwise) =>
    index < arguments.Length ? int.Parse(arguments[index], System.Globalization.CultureInfo.InvariantCulture) : otherwise;
