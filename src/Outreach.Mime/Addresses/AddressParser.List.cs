using System.Text;

namespace Outreach.Mime;

/// <content>Mailboxes, groups and lists (RFC 5322 §3.4, §4.4).</content>
internal partial struct AddressParser
{
    /// <summary>Reads all entries of a list; after an error it stops or goes on behind the next comma.</summary>
    public List<AddressListEntry> ReadList(bool stopAtError)
    {
        var entries = new List<AddressListEntry>();
        if (!CheckStart())
        {
            return entries;
        }

        string? group = null;
        var members = new List<Mailbox>();
        while (SkipToEntry(ref group, members, entries))
        {
            if (ReadEntry(groups: group is null, out var mailbox, out var opened) && CheckSeparator(opened is null))
            {
                if (opened is not null)
                {
                    group = opened;
                }
                else if (group is null)
                {
                    entries.Add(new AddressListEntry(null, [mailbox]));
                }
                else
                {
                    members.Add(mailbox);
                }
            }
            else if (stopAtError)
            {
                return entries;
            }
            else
            {
                SkipToSeparator();
            }
        }

        if (group is not null && (_lenient || Fail(AddressErrorKind.UnclosedGroup, _text.Length)))
        {
            entries.Add(new AddressListEntry(group, members));
        }

        return entries;
    }

    /// <summary>Goes over separators and closes groups; false at the end of the text or at an error before an entry.</summary>
    private bool SkipToEntry(ref string? group, List<Mailbox> members, List<AddressListEntry> entries)
    {
        while (SkipBlanks() && !AtEnd)
        {
            if (Current == ';' && group is not null)
            {
                entries.Add(new AddressListEntry(group, [.. members]));
                members.Clear();
                group = null;
            }
            else if (Current is not (',' or ';'))
            {
                return true;
            }
            else if (Current == ';' && !_lenient)
            {
                return Fail(AddressErrorKind.InvalidCharacter, _position);
            }

            _position++;
        }

        return false;
    }

    /// <summary>An entry ends at the end, a comma or a semicolon.</summary>
    private bool CheckSeparator(bool isMailbox) =>
        !isMailbox || AtEnd || Current is ',' or ';' || Fail(AddressErrorKind.UnexpectedText, _position);

    private void SkipToSeparator()
    {
        // Never back behind what was looked at: that keeps the time linear.
        var from = Math.Min(Math.Max(_furthest, _position), _text.Length);
        var next = _text.AsSpan(from).IndexOfAny(',', ';');
        _position = next < 0 ? _text.Length : from + next;
    }

    private bool SkipBlanks()
    {
        while (!_lenient && !AtEnd && Current == ' ')
        {
            _position++;
        }

        return SkipGap();
    }

    /// <summary>Reads a mailbox with the gap behind it, or the name of a group with its colon.</summary>
    private bool ReadEntry(bool groups, out Mailbox mailbox, out string? group)
    {
        mailbox = default;
        group = null;
        _commentStart = _commentEnd = 0;
        var phrase = new StringBuilder();
        SkipBlanks();
        var start = _position;
        while (true)
        {
            var before = _position;
            if (!SkipBlanks())
            {
                return false;
            }

            if (AtEnd || Current is ',' or ';')
            {
                return Fail(AddressErrorKind.MissingAt, _position);
            }

            switch (Current)
            {
                case '<':
                    return ReadAngle(phrase.ToString(), out mailbox);
                case '@':
                    return ReadBareAddress(start, out mailbox);
                case ':' when groups && phrase.Length > 0:
                    _position++;
                    group = HeaderText.Clean(phrase.ToString());
                    return true;
                default:
                    phrase.Append(' ', phrase.Length > 0 && _position > before ? 1 : 0);
                    if (!ReadWord(phrase))
                    {
                        return false;
                    }

                    break;
            }
        }
    }

    private bool ReadWord(StringBuilder phrase)
    {
        if (Current == '"')
        {
            return ReadQuoted(phrase);
        }

        var start = _position;
        while (!AtEnd && (AddressCharacters.IsAtom(Current) || Current == '.' || (_lenient && Current is '[' or ']' or '\\' or ')')))
        {
            _position++;
        }

        phrase.Append(_text, start, _position - start);
        return _position > start || FailAtCurrent(AddressErrorKind.InvalidCharacter);
    }

    private bool ReadAngle(string name, out Mailbox mailbox)
    {
        mailbox = default;
        var start = _position++;
        if (!SkipGap() || !SkipRoute() || !ReadAddress(out var address) || !SkipGap())
        {
            return false;
        }

        if (AtEnd || Current != '>')
        {
            return AtEnd ? Fail(AddressErrorKind.UnclosedAngle, start) : FailAtCurrent(AddressErrorKind.UnclosedAngle);
        }

        _position++;
        return SkipBlanks() && Finish(name, address, out mailbox);
    }

    /// <summary>Skips <c>@one,@two:</c> in front of an address (RFC 5322 §4.4 obs-route).</summary>
    private bool SkipRoute()
    {
        if (!_lenient || AtEnd || Current != '@')
        {
            return true;
        }

        var end = _text.AsSpan(_position).IndexOfAny(':', '>', '<');
        if (end < 0 || _text[_position + end] != ':')
        {
            return Fail(AddressErrorKind.MissingLocalPart, _position);
        }

        _position += end + 1;
        return SkipGap();
    }

    private bool ReadBareAddress(int start, out Mailbox mailbox)
    {
        mailbox = default;
        _furthest = Math.Max(_furthest, _position);
        var earlier = Error;
        _position = start;
        var read = ReadAddress(out var address) && SkipBlanks();
        if (!_lenient || (read && (AtEnd || Current != '<')))
        {
            return read && Finish("", address, out mailbox);
        }

        // Some programs write a name that holds an '@' without quotation marks: take what stands before the angle bracket as the name.
        var from = read ? _position : Math.Min(Math.Max(_furthest, _position), _text.Length);
        var angle = _text.AsSpan(from).IndexOfAny("<,;\"(");
        if (angle < 0 || _text[from + angle] != '<')
        {
            return false;
        }

        Error = earlier;
        _position = from + angle;
        return ReadAngle(_text[start.._position].Trim(), out mailbox);
    }

    private readonly bool Finish(string name, EmailAddress address, out Mailbox mailbox)
    {
        // The old way to give a name: ann@example.com (Ann Lee).
        var named = name.Length == 0 && _commentEnd > _commentStart
            ? _text[_commentStart.._commentEnd].Replace("\\", "", StringComparison.Ordinal)
            : name;
        mailbox = new Mailbox(named, address);
        return true;
    }
}
