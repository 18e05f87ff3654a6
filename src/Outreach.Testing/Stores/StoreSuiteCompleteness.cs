using Xunit;

namespace Outreach.Testing;

/// <summary>Fails when the tests of a store leave out a suite of the kit.</summary>
/// <typeparam name="TFactory">Makes the store; the test classes are in the same assembly.</typeparam>
public abstract class StoreSuiteCompleteness<TFactory>
    where TFactory : IStoreFactory, new()
{
    [Fact]
    public void Tests_OfAStore_DeriveFromEverySuite()
    {
        var suites = typeof(StoreSuite<>).Assembly.GetExportedTypes()
            .Where(type => type is { IsAbstract: true, IsGenericTypeDefinition: true } && type != typeof(StoreSuite<>) && type != typeof(LedgerSuite<>))
            .Where(type => type.GetGenericArguments().Length == 1 && Bases(type).Any(IsSuite))
            .ToList();
        Assert.NotEmpty(suites);

        var classes = typeof(TFactory).Assembly.GetTypes().Where(type => type is { IsAbstract: false, IsPublic: true }).ToList();
        var missing = suites
            .Select(suite => suite.MakeGenericType(typeof(TFactory)))
            .Where(suite => !classes.Exists(suite.IsAssignableFrom))
            .Select(suite => suite.Name)
            .ToList();
        Assert.True(missing.Count == 0, $"{typeof(TFactory).Name} is not tested by: {string.Join(", ", missing)}");
    }

    private static IEnumerable<Type> Bases(Type type)
    {
        for (var b = type.BaseType; b is not null; b = b.BaseType)
        {
            yield return b;
        }
    }

    private static bool IsSuite(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(StoreSuite<>);
}
