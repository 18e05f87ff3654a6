using System.Globalization;

namespace Outreach.Benchmarks;

/// <summary>What a whole-path run is asked to do.</summary>
internal sealed record WholePathOptions
{
    public const string Usage = "whole-path [--count N] [--connections N] [--store memory|sqlite]";

    public int Count { get; init; } = 20_000;

    public int Connections { get; init; } = 16;

    public WholePathStore Store { get; init; } = WholePathStore.Memory;

    /// <summary>Reads the arguments.</summary>
    /// <exception cref="FormatException">An argument is not known, or its value is wrong.</exception>
    public static WholePathOptions Parse(ReadOnlySpan<string> arguments)
    {
        var options = new WholePathOptions();
        for (var i = 0; i < arguments.Length; i += 2)
        {
            var value = i + 1 < arguments.Length ? arguments[i + 1] : throw new FormatException($"{arguments[i]} needs a value. Usage: {Usage}");
            options = arguments[i] switch
            {
                "--count" => options with { Count = ToNumber(value) },
                "--connections" => options with { Connections = ToNumber(value) },
                "--store" => options with { Store = ToStore(value) },
                _ => throw new FormatException($"{arguments[i]} is not known. Usage: {Usage}"),
            };
        }

        return options;
    }

    private static int ToNumber(string value) => int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0
        ? number
        : throw new FormatException($"'{value}' is not a number from 1. Usage: {Usage}");

    private static WholePathStore ToStore(string value) => value switch
    {
        "memory" => WholePathStore.Memory,
        "sqlite" => WholePathStore.Sqlite,
        _ => throw new FormatException($"'{value}' is not a store. Usage: {Usage}"),
    };
}
