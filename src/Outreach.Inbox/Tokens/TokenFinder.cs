using System.Buffers;
using Outreach.Mime;

namespace Outreach.Inbox;

/// <summary>Finds genuine tokens in text. The number of candidates that are checked is bounded, so that no mail makes us compute at length.</summary>
internal sealed class TokenFinder(ITokenProtector protector)
{
    private const int MostCandidates = 64;
    private const int MostTokens = 16;
    private const int MostFields = 300;
    private static readonly SearchValues<char> TokenCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz234567");

    private static readonly TokenPurpose[] Purposes = Enum.GetValues<TokenPurpose>();
    private readonly List<InboundToken> _found = [];
    private int _candidates;

    internal IReadOnlyList<InboundToken> Found => _found;

    internal bool Has(TokenPurpose purpose, TokenSource source) =>
        _found.Exists(token => token.Purpose == purpose && token.Source == source);

    internal void SearchFields(ParsedHeaders fields, TokenSource source)
    {
        foreach (var field in fields.Take(MostFields))
        {
            // A token takes 56 bytes; most fields are shorter and need not be decoded.
            if (field.RawValue.Length >= ITokenProtector.TokenLength)
            {
                Search(field.RawText, source);
            }
        }
    }

    /// <summary>Checks every run of exactly as many token characters as a token has.</summary>
    internal void Search(ReadOnlySpan<char> text, TokenSource source)
    {
        while (text.Length >= ITokenProtector.TokenLength)
        {
            var start = text.IndexOfAny(TokenCharacters);
            if (start < 0)
            {
                return;
            }

            text = text[start..];
            var length = text.IndexOfAnyExcept(TokenCharacters);
            length = length < 0 ? text.Length : length;
            if (length == ITokenProtector.TokenLength)
            {
                Check(text[..length], source);
            }

            text = text[length..];
        }
    }

    private void Check(ReadOnlySpan<char> candidate, TokenSource source)
    {
        if (_found.Count >= MostTokens || _candidates++ >= MostCandidates)
        {
            return;
        }

        foreach (var purpose in Purposes)
        {
            if (protector.TryUnprotect(candidate, purpose, out var attempt))
            {
                var token = new InboundToken(attempt, purpose, source);
                if (!_found.Contains(token))
                {
                    _found.Add(token);
                }

                return;
            }
        }
    }
}
