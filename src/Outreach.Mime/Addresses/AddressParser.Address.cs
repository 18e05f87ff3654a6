using System.Text;

namespace Outreach.Mime;

/// <content>The address itself: local part, domain, canonical form (RFC 5322 §3.4.1, §4.4; RFC 5321 §4.1.2).</content>
internal partial struct AddressParser
{
    private bool ReadAddress(out EmailAddress address)
    {
        address = default;
        var start = _position;
        var local = new StringBuilder();
        if (!(_lenient ? ReadLenientLocalPart(local) : ReadStrictLocalPart(local)))
        {
            return false;
        }

        if (AtEnd || Current != '@')
        {
            return FailAtCurrent(AtEnd ? AddressErrorKind.MissingAt : AddressErrorKind.InvalidCharacter);
        }

        if (!_lenient && Encoding.UTF8.GetByteCount(_text.AsSpan(start, _position - start)) > MaxLocalPart)
        {
            return Fail(AddressErrorKind.LocalPartTooLong, Math.Min(start + MaxLocalPart, _position));
        }

        _position++;
        return ReadDomain(out var domain, out var isStrictDomain) && Build(local.ToString(), domain, isStrictDomain, start, out address);
    }

    private bool ReadStrictLocalPart(StringBuilder local)
    {
        if (!AtEnd && Current == '"')
        {
            return ReadQuoted(local);
        }

        var start = _position;
        while (!AtEnd && (Current == '.' || AddressCharacters.IsAtom(Current)))
        {
            if (Current == '.' && (_position == start || _text[_position - 1] == '.'))
            {
                return Fail(AddressErrorKind.MisplacedDot, _position);
            }

            _position++;
        }

        if (_position == start)
        {
            return FailAtCurrent(!AtEnd && Current == '@' ? AddressErrorKind.MissingLocalPart : AddressErrorKind.InvalidCharacter);
        }

        local.Append(_text, start, _position - start);
        return _text[_position - 1] != '.' || Fail(AddressErrorKind.MisplacedDot, _position - 1);
    }

    /// <summary>
    /// Reads words with dots between them and gaps around both (RFC 5322 §4.4 obs-local-part). Dots at the ends and beside each other are
    /// taken too: some mobile carriers gave such addresses to their customers.
    /// </summary>
    private bool ReadLenientLocalPart(StringBuilder local)
    {
        var start = _position;
        var afterWord = false;
        while (true)
        {
            if (!SkipGap())
            {
                return false;
            }

            if (AtEnd || (Current is not ('.' or '"') && !AddressCharacters.IsAtom(Current)))
            {
                break;
            }

            if (Current == '.')
            {
                local.Append(_text[_position++]);
                afterWord = false;
                continue;
            }

            if (afterWord)
            {
                return Fail(AddressErrorKind.InvalidCharacter, _position);
            }

            afterWord = true;
            if (Current != '"')
            {
                AppendAtom(local);
            }
            else if (!ReadQuoted(local))
            {
                return false;
            }
        }

        if (local.Length == 0 && !afterWord)
        {
            return FailAtCurrent(!AtEnd && Current == '@' ? AddressErrorKind.MissingLocalPart : AddressErrorKind.InvalidCharacter);
        }

        return HeaderText.IsSafe(local.ToString()) || Fail(AddressErrorKind.ControlCharacter, start);
    }

    private void AppendAtom(StringBuilder target)
    {
        var start = _position;
        while (!AtEnd && AddressCharacters.IsAtom(Current))
        {
            _position++;
        }

        target.Append(_text, start, _position - start);
    }

    private bool ReadDomain(out string domain, out bool isStrict)
    {
        domain = "";
        isStrict = false;
        if (!SkipGap())
        {
            return false;
        }

        if (AtEnd || Current is ',' or ';' or '>')
        {
            return Fail(AddressErrorKind.MissingDomain, _position);
        }

        return Current == '[' ? ReadLiteral(out domain, out isStrict) : ReadHost(out domain, out isStrict);
    }

    private bool ReadLiteral(out string domain, out bool isStrict)
    {
        var start = _position++;
        var content = new StringBuilder("[");
        (domain, isStrict) = ("", false);
        while (!AtEnd && Current != ']')
        {
            if (_lenient && (Current is ' ' or '\t' || IsFold(_position)))
            {
                _position += Current == '\r' ? 3 : 1;
                continue;
            }

            if (!AddressCharacters.DomainLiteral.Contains(Current))
            {
                return FailAtCurrent(AddressErrorKind.InvalidAddressLiteral);
            }

            content.Append(char.ToLowerInvariant(_text[_position++]));
        }

        if (AtEnd)
        {
            return Fail(AddressErrorKind.UnclosedLiteral, start);
        }

        _position++;
        domain = content.Append(']').Replace("[ipv6:", "[IPv6:").ToString();
        isStrict = DomainName.IsAddressLiteral(domain.AsSpan(1, domain.Length - 2));
        return isStrict || _lenient || Fail(AddressErrorKind.InvalidAddressLiteral, start);
    }

    private bool ReadHost(out string domain, out bool isStrict)
    {
        var start = _position;
        var name = new StringBuilder();
        (domain, isStrict) = ("", false);
        while (!AtEnd && (Current == '.' || AddressCharacters.IsAtom(Current)))
        {
            if (_lenient && name.Length > 0 && Current != '.' && name[^1] != '.')
            {
                // Two words without a dot between them: the rest isn't the domain's.
                break;
            }

            if (Current == '.')
            {
                name.Append(_text[_position++]);
            }
            else
            {
                AppendAtom(name);
            }

            if (!SkipGap())
            {
                return false;
            }
        }

        if (name.Length == 0)
        {
            return FailAtCurrent(AddressErrorKind.InvalidCharacter);
        }

        domain = name.ToString();
        return System.Text.Ascii.IsValid(domain)
            ? CheckAsciiHost(ref domain, start, out isStrict)
            : CheckInternationalHost(ref domain, start, out isStrict);
    }

    private bool CheckAsciiHost(ref string domain, int start, out bool isStrict)
    {
        var error = DomainName.CheckHost(domain);
        isStrict = error.Kind == AddressErrorKind.None;
        var tolerable = error.Kind is AddressErrorKind.InvalidCharacter or AddressErrorKind.LabelTooLong or AddressErrorKind.DomainTooLong;
        if (!isStrict && !(_lenient && tolerable && !HasEmptyLabel(domain)))
        {
            return Fail(error.Kind, start + error.Position);
        }

        domain = domain.ToLowerInvariant();
        return true;
    }

    private bool CheckInternationalHost(ref string domain, int start, out bool isStrict)
    {
        isStrict = DomainName.TryToAscii(domain, out var ascii);
        if (isStrict)
        {
            domain = ascii;
            return true;
        }

        if (!_lenient)
        {
            return Fail(AddressErrorKind.InvalidInternationalDomain, start);
        }

        if (!HeaderText.IsSafe(domain))
        {
            return Fail(AddressErrorKind.ControlCharacter, start);
        }

        domain = domain.ToLowerInvariant();
        return !HasEmptyLabel(domain) || Fail(AddressErrorKind.MisplacedDot, start);
    }

    private static bool HasEmptyLabel(string domain) => domain[0] == '.' || domain[^1] == '.' || domain.Contains("..", StringComparison.Ordinal);

    private bool Build(string local, string domain, bool isStrictDomain, int start, out EmailAddress address)
    {
        address = default;
        var canonical = AddressCharacters.IsDotAtom(local) ? local : Quote(local);
        var localLength = Encoding.UTF8.GetByteCount(canonical);
        var length = localLength + 1 + Encoding.UTF8.GetByteCount(domain);
        var deceptive = AddressCharacters.IndexOfDeceptive(local);
        if (length > (_lenient ? MaxLenientAddress : MaxAddress))
        {
            return Fail(AddressErrorKind.AddressTooLong, start + Math.Min(_position - start, MaxAddress));
        }

        if (!_lenient && deceptive >= 0)
        {
            return Fail(AddressErrorKind.InvalidCharacter, start + deceptive);
        }

        var isSendable = isStrictDomain && deceptive < 0 && localLength <= MaxLocalPart && length <= MaxAddress;
        address = new EmailAddress($"{canonical}@{domain}", canonical.Length, isSendable);
        return true;
    }
}
