using System.Reflection;
using System.Runtime.CompilerServices;

namespace Outreach.Architecture.Tests;

public sealed class ConventionTests
{
    private static readonly IReadOnlyList<Type> PublicTypes =
        [.. Repository.Packages.SelectMany(package => Assembly.Load(package.Name).GetExportedTypes())];

    [Fact]
    public void PublicClasses_AreSealedAbstractOrStatic()
    {
        var open = PublicTypes.Where(type => type is { IsClass: true, IsSealed: false, IsAbstract: false })
            .Where(type => type.Assembly.GetName().Name != "Outreach.Testing")
            .Where(type => !IsEfCoreType(type));

        Assert.Empty(open.Select(type => type.FullName));
    }

    [Fact]
    public void CancellationTokens_ComeLastAndAreOptional()
    {
        var wrong = Methods()
            .Where(method => method.GetParameters().Any(parameter => parameter.ParameterType == typeof(CancellationToken)))
            .Where(method => method.GetParameters()[^1] is var last && (last.ParameterType != typeof(CancellationToken) || !last.IsOptional));

        Assert.Empty(wrong.Select(Describe));
    }

    [Fact]
    public void MethodsThatReturnTasks_EndInAsync()
    {
        var wrong = Methods().Where(method => IsAwaitable(method.ReturnType) && !method.Name.EndsWith("Async", StringComparison.Ordinal));

        Assert.Empty(wrong.Select(Describe));
    }

    [Fact]
    public void Namespaces_StartWithThePackage()
    {
        var wrong = PublicTypes.Where(type => !IsExpectedNamespace(type.Namespace!, type.Assembly.GetName().Name!));

        Assert.Empty(wrong.Select(type => type.FullName));
    }

    private static bool IsExpectedNamespace(string name, string package) =>
        name is "Microsoft.Extensions.DependencyInjection" or "Microsoft.EntityFrameworkCore"
        || name == (package == "Outreach.Abstractions" ? "Outreach" : package)
        || name.StartsWith(package + ".", StringComparison.Ordinal);

    private static IEnumerable<MethodInfo> Methods() =>
        PublicTypes.Where(type => !typeof(Delegate).IsAssignableFrom(type) && !IsEfCoreType(type))
            .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly))
            .Where(method => !method.IsSpecialName && !method.IsDefined(typeof(CompilerGeneratedAttribute)))
            .Where(method => !IsTestMethod(method) && method.GetBaseDefinition() == method);

    private static bool IsTestMethod(MethodInfo method) => method.GetCustomAttributes().Any(attribute => attribute.GetType().Namespace == "Xunit");

    private static bool IsEfCoreType(Type type)
    {
        for (var current = type; current is not null; current = current.BaseType)
        {
            if (current.Namespace?.StartsWith("Microsoft.EntityFrameworkCore", StringComparison.Ordinal) == true)
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsAwaitable(Type type) =>
        type == typeof(Task) || type == typeof(ValueTask)
        || (type.IsGenericType && type.GetGenericTypeDefinition() is var open
            && (open == typeof(Task<>) || open == typeof(ValueTask<>) || open == typeof(IAsyncEnumerable<>)));

    private static string Describe(MethodInfo method) => $"{method.DeclaringType!.FullName}.{method.Name}";
}
