namespace Outreach.Templating;

/// <summary>What a condition says about fields: which ones surely have a value if it holds, or if it does not.</summary>
internal static class Conditions
{
    private static readonly IReadOnlySet<string> Nothing = new HashSet<string>(StringComparer.Ordinal);

    public static IReadOnlySet<string> Present(Expression condition, bool holds) => condition switch
    {
        NestedExpression nested => Present(nested.Inner, holds),
        UnaryExpression { Operator: TokenKind.Exclamation } not => Present(not.Operand, !holds),
        BinaryExpression binary => OfBinary(binary, holds),
        BuiltinCall { Function.Name: "string.empty" or "string.whitespace", Arguments: [{ } text, ..] } when !holds => Of(text),
        BuiltinCall { Function.Name: "object.default", Arguments: [{ } value, Literal { Value.IsTrue: false }] } when holds => Of(value),
        _ => holds ? Of(condition) : Nothing,
    };

    /// <summary>The path that an expression names, or null.</summary>
    public static string? PathOf(Expression expression) => expression switch
    {
        FieldAccess field => field.Path,
        NestedExpression nested => PathOf(nested.Inner),
        GlobalVariable variable => variable.Name,
        MemberAccess member => PathOf(member.Target) is { } path ? path + "." + member.Name : null,
        BuiltinCall { Function.Name: "string.strip" or "string.lstrip" or "string.rstrip", Arguments: [{ } text, ..] } => PathOf(text),
        _ => null,
    };

    private static IReadOnlySet<string> Of(Expression expression) =>
        PathOf(expression) is { } path ? new HashSet<string>(StringComparer.Ordinal) { path } : Nothing;

    private static IReadOnlySet<string> OfBinary(BinaryExpression binary, bool holds)
    {
        switch (binary.Operator)
        {
            case TokenKind.DoubleAmp or TokenKind.DoublePipe:
                var left = Present(binary.Left, holds);
                var right = Present(binary.Right, holds);
                return binary.Operator == TokenKind.DoubleAmp == holds
                    ? left.Union(right, StringComparer.Ordinal).ToHashSet(StringComparer.Ordinal)
                    : left.Intersect(right, StringComparer.Ordinal).ToHashSet(StringComparer.Ordinal);
            case TokenKind.NotEqual or TokenKind.DoubleEqual when IsEmpty(binary.Right) || IsEmpty(binary.Left):
                return holds == (binary.Operator == TokenKind.NotEqual) ? Of(IsEmpty(binary.Right) ? binary.Left : binary.Right) : Nothing;
            case TokenKind.DoubleEqual when holds:
                return binary.Right is Literal ? Of(binary.Left) : Nothing;
            case TokenKind.Greater or TokenKind.GreaterEqual or TokenKind.Less or TokenKind.LessEqual when holds:
                // A comparison with null never holds.
                return Sized(binary.Left).Union(Sized(binary.Right), StringComparer.Ordinal).ToHashSet(StringComparer.Ordinal);
            default:
                return Nothing;
        }
    }

    private static IReadOnlySet<string> Sized(Expression expression) =>
        Of(expression is MemberAccess { Name: "size" } size ? size.Target : expression);

    private static bool IsEmpty(Expression expression) =>
        expression is Literal { Value: { IsNull: true } or { Reference: "" } } || expression is GlobalVariable { Name: "empty" };
}
