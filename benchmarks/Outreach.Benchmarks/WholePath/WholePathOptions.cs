using System.Globalization;

namespace Outreach.Benchmarks;

/// <summary>What a whole-path run is asked to do.</summary>
internal sealed record WholePathOptions
{
    public const string Usage = "whole-path [--count N] [--connections N] [--slots N] [--store memory|sqlite] [--dkim] [--early]";

    public int Count { get; init; } = 20_000;

    public int Connections { get; init; } = 16;

    /// <summary>Gets how many messages are under way at once: while a message is being recorded, its connection serves another.</summary>
    public int Slots { get; init; } = 64;

    public WholePathStore Store { get; init; } = WholePathStore.Memory;

    /// <summary>Gets whether messages are signed with RSA-2048.</summary>
    public bool Dkim { get; init; }

    /// <summary>Gets whether the SMTP client sends the next envelope behind the end of a message.</summary>
    public bool Early { get; init; }

    /// <summary>Reads the arguments.</summary>
    /// <exception cref="FormatException">An argument is not known, or its value is wrong.</exception>
    public static WholePathOptions Parse(ReadOnlySpan<string> arguments)
    {
        var options = new WholePathOptions();
        for (var i = 0; i < arguments.Length; i++)
        {
            var name = arguments[i];
            options = name switch
            {
                "--count" => options with { Count = ToNumber(Value(arguments, ref i)) },
                "--connections" => options with { Connections = ToNumber(Value(arguments, ref i)) },
                "--slots" => options with { Slots = ToNumber(Value(arguments, ref i)) },
                "--store" => options with { Store = ToStore(Value(arguments, ref i)) },
                "--dkim" => options with { Dkim = true },
                "--early" => options with { Early = true },
                _ => throw new FormatException($"{name} is not known. Usage: {Usage}"),
            };
        }

        return options;
    }

    private static string Value(ReadOnlySpan<string> arguments, ref int index) =>
        ++index < arguments.Length ? arguments[index] : throw new FormatException($"{arguments[index - 1]} needs a value. Usage: {Usage}");

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
