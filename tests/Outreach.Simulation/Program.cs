using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Outreach.Simulation;

var seeds = new Option<int>("--seeds") { Description = "How many seeds to run.", DefaultValueFactory = _ => 1 };
var first = new Option<int>("--first") { Description = "The first seed.", DefaultValueFactory = _ => 1 };
var mutant = new Option<Mutant>("--mutant") { Description = "The rule to break on purpose." };
var trace = new Option<bool>("--trace") { Description = "Write everything that happens." };
var hashes = new Option<bool>("--hashes") { Description = "Write a line with the hash of each seed." };
var command = new RootCommand("Runs the send engine in a simulated world, one seed after another. Exit code 1: a rule was broken.")
{
    seeds, first, mutant, trace, hashes,
};
command.SetAction(parsed =>
{
    var totals = new Totals();
    var watch = Stopwatch.StartNew();
    for (var seed = parsed.GetValue(first); seed < parsed.GetValue(first) + parsed.GetValue(seeds); seed++)
    {
        var result = SimulationRun.Run(seed, parsed.GetValue(mutant), parsed.GetValue(trace) ? Console.Out : null);
        totals.Add(result);
        if (parsed.GetValue(hashes))
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{seed} {result.Hash:x16}"));
        }

        foreach (var violation in result.Violations)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"seed {seed}: {violation}"));
        }

        if (result.Violations.Count > 0 && parsed.GetValue(mutant) != Mutant.None)
        {
            break;
        }
    }

    Console.WriteLine(totals.ToString(watch.Elapsed));
    return totals.Failed == 0 ? 0 : 1;
});
return command.Parse(args).Invoke();
