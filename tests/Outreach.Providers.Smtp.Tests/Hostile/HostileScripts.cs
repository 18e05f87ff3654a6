namespace Outreach.Providers.Smtp.Tests;

/// <summary>The scripts, by the stage at which the server misbehaves.</summary>
internal static class HostileScripts
{
    private const string Hello = "S 220 mx ready\nC EHLO\nS 250-mx\nS 250-PIPELINING\nS 250 8BITMIME\n";
    private const string PlainHello = "S 220 mx ready\nC EHLO\nS 250 mx\n";
    private const string ChunkHello = "S 220 mx ready\nC EHLO\nS 250-mx\nS 250-PIPELINING\nS 250 CHUNKING\n";
    private const string Envelope = "C MAIL\nC RCPT\nC DATA\nR 250 ok\\r\\n250 ok\\r\\n354 go\\r\\n\n";
    private const string Ready = Hello + Envelope;
    private const string Good = Ready + "body\nS 250 2.0.0 Ok: queued as ABC\n";
    private const string TlsHello = "S 220 mx\nC EHLO\nS 250-mx\nS 250-STARTTLS\nS 250 AUTH PLAIN LOGIN\nC STARTTLS\nS 220 go\ntls\n";

    public static IEnumerable<ServerScript> All() =>
        Greetings().Concat(Hellos()).Concat(Tls()).Concat(Authentications()).Concat(Envelopes()).Concat(Ends()).Concat(Chunks()).Concat(Reuse());

    private static void User(SmtpOptions options)
    {
        options.UserName = "alice";
        options.Password = "s3cret-pass";
        options.AllowPlainTextAuthentication = true;
    }

    private static void Tls(SmtpOptions options)
    {
        User(options);
        options.AllowPlainTextAuthentication = false;
        options.Security = SmtpSecurity.StartTls;
    }

    private static IEnumerable<ServerScript> Greetings() =>
    [
        Accepted("greeting of several lines", "S 220-mx\nS 220-no spam\nS 220 please\nC EHLO\nS 250 PIPELINING\nC MAIL\nS 250 ok\nC RCPT\nS 250 ok\nC DATA\nS 354 go\nbody\nS 250 ok"),
        Accepted("greeting without text", "R 220\\r\\n\nC EHLO\nS 250 mx\nC MAIL\nS 250\nC RCPT\nS 250\nC DATA\nS 354\nbody\nS 250"),
        Accepted("bare LF as line end", "R 220 mx\\n\nC EHLO\nR 250-mx\\n250 PIPELINING\\n\nC MAIL\nC RCPT\nC DATA\nR 250 ok\\n250 ok\\n354 go\\n\nbody\nR 250 ok\\n"),
        new("greeting 554", "S 554 5.7.1 you are listed\nhold") { Text = "you are listed" },
        new("greeting 421 rate", "S 421 4.7.0 too many connections\nclose") { Failure = FailureKind.Throttled, Text = "too many connections" },
        new("greeting 450", "S 450 later\nhold") { Text = "later" },
        new("greeting 250", "S 250 hi\nhold") { Text = "does not fit" },
        new("greeting closes", "close") { Text = "closed the connection" },
        new("greeting resets", "reset"),
        new("greeting is HTTP", "R HTTP/1.1 200 OK\\r\\nServer: x\\r\\n\\r\\n\nhold") { Text = "not SMTP" },
        new("greeting is binary", "R \\0\\0\\0\\n\nhold") { Text = "not SMTP" },
        new("greeting is empty lines", "R \\r\\n\\r\\n\nhold") { Text = "not SMTP" },
        new("greeting never comes", "hold") { Text = "did not answer in time", Configure = o => o.Timeouts.Greeting = TimeSpan.FromMilliseconds(300) },
        new("greeting stops in the middle", "R 220 hal\nclose") { Text = "closed the connection" },
        new("greeting has endless lines", "flood 220-more") { Text = "not SMTP" },
        new("greeting has an endless line", "flood " + "220-" + new string('x', 5000)) { Text = "not SMTP" },
        new("greeting drips for ever", "R 220-\ndrip x") { Text = "did not answer in time", Configure = o => o.Timeouts.Greeting = TimeSpan.FromMilliseconds(300) },
        new("greeting has a line of 2,048 octets", "S 220 " + new string('x', 2048) + "\nhold") { Text = "not SMTP" },
        new("greeting has one line too many", "R " + string.Concat(Enumerable.Repeat("220-x\\r\\n", 128)) + "220 x\\r\\n\nhold") { Text = "not SMTP" },
        new("greeting with codes that differ", "S 220-mx\nS 250 mx\nhold") { Text = "not SMTP" },
        new("more than the greeting", "R 220 mx\\r\\n250 mx\\r\\n250 ok\\r\\n\nC EHLO\nhold") { Text = "nothing had asked for", OnlyWhole = true },
    ];

    private static IEnumerable<ServerScript> Hellos() =>
    [
        Accepted("EHLO unknown, HELO works", "S 220 mx\nC EHLO\nS 500 what\nC HELO\nS 250 mx\nC MAIL\nS 250 ok\nC RCPT\nS 250 ok\nC DATA\nS 354 go\nbody\nS 250 ok"),
        Accepted("extensions in odd spelling", "S 220 mx\nC EHLO\nS 250-mx\nS 250-pipelining\nS 250-SIZE abc\nS 250-SIZE=99999999999999999999\nS 250-AUTH=LOGIN\nS 250-\nS 250 X Y Z\nC MAIL FROM:<bounces+t@outreach.test> SIZE=\nC RCPT\nC DATA\nR 250 a\\r\\n250 b\\r\\n354 c\\r\\n\nbody\nS 250 ok"),
        new("EHLO and HELO unknown", "S 220 mx\nC EHLO\nS 500 what\nC HELO\nS 502 no\nhold") { Text = "LocalName" },
        new("EHLO 550", "S 220 mx\nC EHLO\nS 550 bad name\nhold") { Text = "LocalName" },
        new("EHLO 421", "S 220 mx\nC EHLO\nS 421 4.3.2 closing\nclose") { Text = "closing" },
        new("EHLO closes", "S 220 mx\nC EHLO\nclose") { Text = "after EHLO" },
        new("EHLO 354", "S 220 mx\nC EHLO\nS 354 go\nhold") { Text = "does not fit" },
        new("EHLO 550 with credentials", "S 220 mx\nC EHLO\nS 502 what\nhold") { Configure = User, Text = "LocalName" },
        new("EHLO drips for ever", "S 220 mx\nC EHLO\nR 250-mx\ndrip x") { Text = "in time after EHLO", Configure = o => o.Timeouts.Command = TimeSpan.FromMilliseconds(300) },
        new("HELO 421", "S 220 mx\nC EHLO\nS 500 what\nC HELO\nS 421 4.3.2 down\nclose") { Text = "down" },
        new("EHLO with endless lines", "S 220 mx\nC EHLO\nflood 250-X") { Text = "not SMTP" },
        new("EHLO never answered", "S 220 mx\nC EHLO\nhold") { Text = "in time after EHLO", Configure = o => o.Timeouts.Command = TimeSpan.FromMilliseconds(300) },
        new("EHLO with a message limit", "S 220 mx\nC EHLO\nS 250-mx\nS 250 SIZE 5\nhold") { Failure = FailureKind.RejectedContent, Text = "at most 5" },
    ];

    private static IEnumerable<ServerScript> Tls() =>
    [
        Accepted("STARTTLS works", TlsHello + "C EHLO\nS 250-mx\nS 250 AUTH PLAIN\nC AUTH PLAIN\nS 235 ok\nC MAIL\nS 250 ok\nC RCPT\nS 250 ok\nC DATA\nS 354 go\nbody\nS 250 ok", Tls),
        new("STARTTLS not offered", "S 220 mx\nC EHLO\nS 250-mx\nS 250 AUTH PLAIN LOGIN\nhold") { Configure = Tls, Text = "does not offer STARTTLS" },
        new("STARTTLS not offered, HELO only", "S 220 mx\nC EHLO\nS 500 what\nhold") { Configure = Tls },
        new("STARTTLS refused for now", "S 220 mx\nC EHLO\nS 250-mx\nS 250 STARTTLS\nC STARTTLS\nS 454 TLS not available\nhold") { Configure = Tls, Text = "nothing was sent" },
        new("STARTTLS refused", "S 220 mx\nC EHLO\nS 250-mx\nS 250 STARTTLS\nC STARTTLS\nS 502 no\nhold") { Configure = Tls, Text = "nothing was sent" },
        new("STARTTLS answered 250", "S 220 mx\nC EHLO\nS 250-mx\nS 250 STARTTLS\nC STARTTLS\nS 250 ok\nhold") { Configure = Tls, Text = "does not fit" },
        new("STARTTLS with an injected answer", "S 220 mx\nC EHLO\nS 250-mx\nS 250 STARTTLS\nC STARTTLS\nR 220 go\\r\\n250-evil\\r\\n250 AUTH PLAIN\\r\\n235 ok\\r\\n\ntls\nhold") { Configure = Tls },
        new("EHLO with an injected answer before STARTTLS", "S 220 mx\nC EHLO\nR 250-mx\\r\\n250 STARTTLS\\r\\n220 go\\r\\n\nC STARTTLS\ntls\nhold") { Configure = Tls, OnlyWhole = true },
        new("STARTTLS, then no TLS", "S 220 mx\nC EHLO\nS 250-mx\nS 250 STARTTLS\nC STARTTLS\nS 220 go\nS 250 plain\nhold") { Configure = Tls },
        new("STARTTLS, then closes", "S 220 mx\nC EHLO\nS 250-mx\nS 250 STARTTLS\nC STARTTLS\nS 220 go\nclose") { Configure = Tls },
        new("STARTTLS 421", "S 220 mx\nC EHLO\nS 250-mx\nS 250 STARTTLS\nC STARTTLS\nS 421 4.7.0 too many connections\nclose") { Configure = Tls, Failure = FailureKind.Throttled, Text = "nothing was sent" },
        new("STARTTLS 334", "S 220 mx\nC EHLO\nS 250-mx\nS 250 STARTTLS\nC STARTTLS\nS 334 go\nhold") { Configure = Tls, Text = "does not fit" },
        new("STARTTLS 235", "S 220 mx\nC EHLO\nS 250-mx\nS 250 STARTTLS\nC STARTTLS\nS 235 2.7.0 ok\nhold") { Configure = Tls, Text = "does not fit" },
        new("STARTTLS 501 with a parameter in the offer", "S 220 mx\nC EHLO\nS 250-mx\nS 250 STARTTLS REQUIRED\nC STARTTLS\nS 501 5.5.4 no\nhold") { Configure = Tls, Text = "nothing was sent" },
        new("STARTTLS answered with garbage", "S 220 mx\nC EHLO\nS 250-mx\nS 250 STARTTLS\nC STARTTLS\nR \\0\\0\\r\\n\nhold") { Configure = Tls, Text = "not SMTP" },
        new("STARTTLS never answered", "S 220 mx\nC EHLO\nS 250-mx\nS 250 STARTTLS\nC STARTTLS\nhold")
        {
            Configure = o => { Tls(o); o.Timeouts.Command = TimeSpan.FromMilliseconds(300); }, Text = "in time after STARTTLS",
        },
        new("STARTTLS resets", "S 220 mx\nC EHLO\nS 250-mx\nS 250 STARTTLS\nC STARTTLS\nreset") { Configure = Tls },
        new("STARTTLS with half an injected answer", "S 220 mx\nC EHLO\nS 250-mx\nS 250 STARTTLS\nC STARTTLS\nR 220 go\\r\\n2\ntls\nhold") { Configure = Tls },
        new("STARTTLS with an injected line of several", "S 220 mx\nC EHLO\nS 250-mx\nS 250 STARTTLS\nC STARTTLS\nR 220-go\\r\\n220 on\\r\\n250 AUTH LOGIN\\r\\n\ntls\nhold") { Configure = Tls },
        new("STARTTLS with an injected line feed", "S 220 mx\nC EHLO\nS 250-mx\nS 250 STARTTLS\nC STARTTLS\nR 220 go\\r\\n\\n\ntls\nhold") { Configure = Tls },
        new("STARTTLS offered in the greeting only", "S 220-mx\nS 220 STARTTLS\nC EHLO\nS 250-mx\nS 250 AUTH PLAIN\nhold") { Configure = Tls, Text = "does not offer STARTTLS" },
        new("STARTTLS offered in the first line only", "S 220 mx\nC EHLO\nS 250-STARTTLS\nS 250 AUTH PLAIN\nhold") { Configure = Tls, Text = "does not offer STARTTLS" },
        new("STARTTLS offered in a word of a line", "S 220 mx\nC EHLO\nS 250-mx\nS 250-XSTARTTLS\nS 250 HELP STARTTLS\nhold") { Configure = Tls, Text = "does not offer STARTTLS" },
        new("already authenticated before TLS", "S 220 mx\nC EHLO\nR 250-mx\\r\\n250 AUTH PLAIN\\r\\n235 2.7.0 welcome\\r\\n\nhold") { Configure = Tls, Text = "" },
        new("a greeting inside TLS", TlsHello + "S 220 mx again\nhold") { Configure = Tls, Text = "does not fit" },
        new("EHLO inside TLS has STARTTLS but no AUTH", TlsHello + "C EHLO\nS 250-mx\nS 250 STARTTLS\nhold") { Configure = Tls, Failure = FailureKind.Authentication, Text = "offers neither" },
        new("EHLO inside TLS is unknown", TlsHello + "C EHLO\nS 500 what\nhold") { Configure = Tls, Text = "LocalName" },
        new("AUTH inside TLS is refused", TlsHello + "C EHLO\nS 250-mx\nS 250 AUTH PLAIN\nC AUTH PLAIN\nS 535 5.7.8 bad\nhold") { Configure = Tls, Failure = FailureKind.Authentication, Text = "check SmtpOptions.UserName" },
        new("TLS ends before AUTH is answered", TlsHello + "C EHLO\nS 250-mx\nS 250 AUTH PLAIN\nC AUTH PLAIN\nclose") { Configure = Tls, Text = "after AUTH" },
        new("TLS ends after the end of the message", TlsHello + "C EHLO\nS 250-mx\nS 250 AUTH PLAIN\nC AUTH PLAIN\nS 235 ok\nC MAIL\nS 250 ok\nC RCPT\nS 250 ok\nC DATA\nS 354 go\nbody\nclose")
        {
            Configure = Tls, Phase = HandOverPhase.HandedOver, Failure = null, Ends = 1,
        },
        new("STARTTLS, then silence", "S 220 mx\nC EHLO\nS 250-mx\nS 250 STARTTLS\nC STARTTLS\nS 220 go\nhold")
        {
            Configure = o => { Tls(o); o.Timeouts.Handshake = TimeSpan.FromMilliseconds(300); }, Text = "in time",
        },
        new("what was offered before TLS is forgotten", TlsHello + "C EHLO\nS 250 mx\nhold") { Configure = Tls, Failure = FailureKind.Authentication, Text = "offers neither" },
        new("EHLO fails inside TLS", TlsHello + "C EHLO\nS 421 no\nhold") { Configure = Tls },
        new("certificate of nobody known", TlsHello + "hold") { Configure = o => { Tls(o); o.TrustedRoots = null; }, Text = "SmtpOptions.TrustedRoots" },
        new("certificate for another name", TlsHello + "hold")
        {
            Configure = Tls, HasOtherName = true, Text = "set SmtpOptions.Host to a name in the certificate",
        },
        new("implicit TLS to a server without", "S 220 mx\nhold") { Configure = o => o.Security = SmtpSecurity.ImplicitTls, Text = "StartTls" },
        Accepted("implicit TLS works", "S 220 mx\nC EHLO\nS 250 PIPELINING\nC MAIL\nS 250 ok\nC RCPT\nS 250 ok\nC DATA\nS 354 go\nbody\nS 250 ok", o => o.Security = SmtpSecurity.ImplicitTls, tls: true),
        new("implicit TLS closes in the message", "S 220 mx\nC EHLO\nS 250 PIPELINING\nC MAIL\nS 250 ok\nC RCPT\nS 250 ok\nC DATA\nS 354 go\nbody\nclose")
        {
            Configure = o => o.Security = SmtpSecurity.ImplicitTls, ImplicitTls = true, Phase = HandOverPhase.HandedOver, Failure = null, Ends = 1,
        },
    ];

    private static ServerScript Auth(
        string name, string rest, string text, FailureKind failure = FailureKind.Authentication, string? mechanisms = null, string? token = null, int timeout = 0) =>
        new(name, $"S 220 mx\nC EHLO\nS 250-mx\nS 250 AUTH {mechanisms ?? (token is null ? "PLAIN" : "XOAUTH2")}\n{rest}")
        {
            Failure = failure,
            Text = text,
            Configure = options =>
            {
                User(options);
                options.TokenProvider = token is null ? null : new ScriptToken(token);
                options.Timeouts.Command = timeout > 0 ? TimeSpan.FromMilliseconds(timeout) : options.Timeouts.Command;
            },
        };

    private static IEnumerable<ServerScript> Authentications() =>
    [
        Accepted("AUTH PLAIN", "S 220 mx\nC EHLO\nS 250-mx\nS 250 AUTH plain\nC AUTH PLAIN AGFsaWNlAHMzY3JldC1wYXNz\nS 235 ok\nC MAIL\nS 250 ok\nC RCPT\nS 250 ok\nC DATA\nS 354 go\nbody\nS 250 ok", User),
        Accepted("AUTH LOGIN", "S 220 mx\nC EHLO\nS 250-mx\nS 250 AUTH=LOGIN\nC AUTH LOGIN\nS 334 VXNlcm5hbWU6\nC YWxpY2U=\nS 334 UGFzc3dvcmQ6\nC czNjcmV0LXBhc3M=\nS 235 ok\nC MAIL\nS 250 ok\nC RCPT\nS 250 ok\nC DATA\nS 354 go\nbody\nS 250 ok", User),
        Auth("AUTH 535", "C AUTH PLAIN\nS 535 5.7.8 bad\nhold", "check SmtpOptions.UserName"),
        Auth("AUTH 534", "C AUTH PLAIN\nS 534 5.7.9 application password\nhold", "application password"),
        Auth("AUTH 454", "C AUTH PLAIN\nS 454 4.7.0 database down\nhold", "database down", FailureKind.Transient),
        Auth("AUTH 421", "C AUTH PLAIN\nS 421 4.7.0 too many failures\nclose", "too many failures", FailureKind.Throttled),
        Auth("AUTH 334 where nothing more is to say", "C AUTH PLAIN\nS 334 more\nhold", "does not fit"),
        Auth("AUTH 250", "C AUTH PLAIN\nS 250 ok\nhold", "does not fit"),
        Auth("AUTH garbage", "C AUTH PLAIN\nR garbage\\r\\n\nhold", "not SMTP", FailureKind.Transient),
        Auth("AUTH closes", "C AUTH PLAIN\nclose", "after AUTH", FailureKind.Transient),
        Auth("AUTH drips for ever", "C AUTH PLAIN\nR 235-\ndrip x", "in time after AUTH", FailureKind.Transient, timeout: 300),
        Auth("AUTH XOAUTH2 challenge", "C AUTH XOAUTH2\nS 334 eyJzdGF0dXMiOiI0MDEiLCJzY29wZSI6Imh0dHBzOi8vbWFpbC5nb29nbGUuY29tLyJ9\nC \nS 535 5.7.8 bad\nC AUTH XOAUTH2\nS 334 eyJzdGF0dXMiOiI0MDEiLCJzY29wZSI6Imh0dHBzOi8vbWFpbC5nb29nbGUuY29tLyJ9\nC \nS 535 5.7.8 bad\nhold", "(status 401, wanted scope https://mail.google.com/)", token: "t0ken"),
        Auth("AUTH XOAUTH2 throttled", "C AUTH XOAUTH2\nS 334 eyJzdGF0dXMiOiI0MjkifQ==\nC \nS 535 5.7.8 bad\nhold", "(status 429)", FailureKind.Throttled, token: "t0ken"),
        Auth("AUTH XOAUTH2 cannot check", "C AUTH XOAUTH2\nS 334 eyJzdGF0dXMiOjUwM30=\nC \nS 535 5.7.8 bad\nhold", "(status 503)", FailureKind.Transient, token: "t0ken"),
        Auth("AUTH XOAUTH2 challenge is no base64", "C AUTH XOAUTH2\nS 334 what?\nC \nS 454 4.7.0 later\nhold", "later", FailureKind.Transient, token: "t0ken"),
        Auth("AUTH XOAUTH2 repeats the token in its challenge", "C AUTH XOAUTH2\nS 334 eyJzdGF0dXMiOiI0MDAiLCJzY29wZSI6InQwa2VuIn0=\nC \nS 535 5.7.8 t0ken\nC AUTH XOAUTH2\nS 334 eyJzdGF0dXMiOiI0MDAiLCJzY29wZSI6InQwa2VuIn0=\nC \nS 535 5.7.8 t0ken\nhold", "(status 400, wanted scope ********)", token: "t0ken"),
        Auth("AUTH XOAUTH2 challenge without end", "C AUTH XOAUTH2\nS 334 \nC \nS 334 \nhold", "does not fit", token: "t0ken"),
        Auth("AUTH XOAUTH2 is not offered", "hold", "does not offer AUTH XOAUTH2", mechanisms: "PLAIN LOGIN", token: "t0ken"),
        Auth("AUTH LOGIN refuses the password", "C AUTH LOGIN\nS 334 VXNlcm5hbWU6\nC YWxpY2U=\nS 334 UGFzc3dvcmQ6\nC czNjcmV0LXBhc3M=\nS 535 5.7.8 no\nhold", "no", mechanisms: "LOGIN"),
        Auth("AUTH LOGIN asks for ever", "C AUTH LOGIN\nS 334 VXNlcm5hbWU6\nC YWxpY2U=\nS 334 UGFzc3dvcmQ6\nC czNjcmV0LXBhc3M=\nS 334 TW9yZTo=\nhold", "does not fit", mechanisms: "LOGIN"),
        new("AUTH with more than its answer", "S 220 mx\nC EHLO\nS 250-mx\nS 250 AUTH PLAIN\nC AUTH PLAIN\nR 235 ok\\r\\n250 ok\\r\\n250 ok\\r\\n354 go\\r\\n250 ok\\r\\n\nhold")
        {
            Configure = User, Text = "nothing had asked for", OnlyWhole = true,
        },
        Auth("AUTH offers only what we do not have", "hold", "CRAM-MD5 GSSAPI", mechanisms: "CRAM-MD5 GSSAPI"),
        Auth("AUTH LOGIN refuses the name", "C AUTH LOGIN\nS 334 VXNlcm5hbWU6\nC YWxpY2U=\nS 535 no such user\nhold", "no such user", mechanisms: "LOGIN"),
        Auth("AUTH repeats the password", "C AUTH PLAIN\nS 535 5.7.8 s3cret-pass czNjcmV0LXBhc3M= AGFsaWNlAHMzY3JldC1wYXNz is wrong\nhold", "******** ******** ******** is wrong"),
    ];

    private static IEnumerable<ServerScript> Envelopes() =>
    [
        Refused("MAIL 550", "550 5.1.0 sender", "503 no", "503 no", FailureKind.Permanent, "sender"),
        Refused("MAIL 451", "451 4.3.0 later", "503 no", "503 no", FailureKind.Transient, "later"),
        Refused("MAIL 530", "530 5.7.0 authenticate first", "503 no", "503 no", FailureKind.Authentication, "authenticate"),
        Refused("MAIL 452 rate", "452 4.3.1 sending rate exceeded", "503 no", "503 no", FailureKind.Throttled, "sending rate"),
        Refused("RCPT 550", "250 ok", "550 5.1.1 no such user", "554 no valid recipients", FailureKind.RejectedRecipient, "no such user"),
        Refused("RCPT 450 greylisted", "250 ok", "450 4.7.1 greylisted", "554 no valid recipients", FailureKind.Transient, "greylisted"),
        Refused("RCPT 552 full", "250 ok", "552 5.2.2 mailbox full", "554 no", FailureKind.Transient, "full"),
        Refused("DATA 451", "250 ok", "250 ok", "451 4.3.0 later", FailureKind.Transient, "later"),
        Refused("DATA 554", "250 ok", "251 forwards", "554 no", FailureKind.Permanent, "no"),
        Refused("all refused", "550 a", "550 b", "550 c", FailureKind.Permanent, "a"),
        Refused("RCPT refused, but DATA accepted", "250 ok", "550 5.1.1 no such user", "354 go", FailureKind.RejectedRecipient, "no such user"),
        Refused("MAIL refused, but DATA accepted", "550 no", "250 ok", "354 go", FailureKind.Permanent, "no"),
        new("RCPT 421 and closes", Hello + "C MAIL\nC RCPT\nC DATA\nR 250 ok\\r\\n421 4.3.2 down\\r\\n\nclose") { Phase = HandOverPhase.Answered, Text = "down" },
        new("MAIL 354", Hello + "C MAIL\nC RCPT\nC DATA\nR 354 go\\r\\n250 ok\\r\\n250 ok\\r\\n\nhold") { Text = "does not fit after MAIL" },
        new("RCPT 354", Hello + "C MAIL\nC RCPT\nC DATA\nR 250 ok\\r\\n354 go\\r\\n250 ok\\r\\n\nhold") { Text = "does not fit after RCPT" },
        new("DATA 250", Hello + "C MAIL\nC RCPT\nC DATA\nR 250 ok\\r\\n250 ok\\r\\n250 ok\\r\\n\nhold") { Text = "does not fit after DATA" },
        new("DATA 334", Hello + "C MAIL\nC RCPT\nC DATA\nR 250 ok\\r\\n250 ok\\r\\n334 ok\\r\\n\nhold") { Text = "does not fit after DATA" },
        new("MAIL closes", Hello + "C MAIL\nclose") { Text = "relay" },
        new("RCPT resets", Hello + "C MAIL\nC RCPT\nreset") { Text = "relay" },
        new("DATA closes", Hello + "C MAIL\nC RCPT\nC DATA\nR 250 ok\\r\\n250 ok\\r\\n\nclose") { Text = "after DATA" },
        new("DATA never answered", Hello + "C MAIL\nC RCPT\nC DATA\nR 250 ok\\r\\n250 ok\\r\\n\nhold")
        {
            Text = "in time after DATA", Configure = o => o.Timeouts.DataStart = TimeSpan.FromMilliseconds(300),
        },
        new("DATA half an answer", Hello + "C MAIL\nC RCPT\nC DATA\nR 250 ok\\r\\n250 ok\\r\\n354 g\nclose") { Text = "after DATA" },
        new("MAIL garbage", Hello + "C MAIL\nR ok\\r\\n\nhold") { Text = "not SMTP" },
        new("RCPT drips for ever", Hello + "C MAIL\nC RCPT\nC DATA\nR 250 ok\\r\\n250-\ndrip x") { Text = "in time after RCPT", Configure = o => o.Timeouts.Recipient = TimeSpan.FromMilliseconds(300) },
        new("MAIL half an answer", Hello + "C MAIL\nC RCPT\nC DATA\nR 250 o\nclose") { Text = "after MAIL" },
        new("RCPT garbage", Hello + "C MAIL\nC RCPT\nC DATA\nR 250 ok\\r\\n\\r\\n\nhold") { Text = "not SMTP" },
        Refused("RCPT 551", "250 ok", "551 5.1.6 moved", "554 no", FailureKind.RejectedRecipient, "moved"),
        Refused("RCPT 450 rate", "250 ok", "450 4.2.1 The user is receiving mail at a rate that is too high", "554 no", FailureKind.Throttled, "receiving"),
        new("MAIL codes that differ", Hello + "C MAIL\nC RCPT\nC DATA\nR 250-ok\\r\\n251 ok\\r\\n\nhold") { Text = "not SMTP" },
        new("MAIL 150", Hello + "C MAIL\nR 150 wait\\r\\n\nhold") { Text = "not SMTP" },
        new("MAIL 650", Hello + "C MAIL\nR 650 odd\\r\\n\nhold") { Text = "not SMTP" },
        new("without pipelining MAIL is refused", PlainHello + "C MAIL\nS 550 5.7.1 no\nhold") { Phase = HandOverPhase.Answered, Failure = FailureKind.Permanent, Text = "no" },
        new("without pipelining RCPT is refused", PlainHello + "C MAIL\nS 250 ok\nC RCPT\nS 550 5.1.1 no\nhold") { Phase = HandOverPhase.Answered, Failure = FailureKind.RejectedRecipient, Text = "no" },
        new("without pipelining DATA is refused", PlainHello + "C MAIL\nS 250 ok\nC RCPT\nS 250 ok\nC DATA\nS 554 no\nhold") { Phase = HandOverPhase.Answered, Failure = FailureKind.Permanent, Text = "no" },
        new("long message refused before its end", Hello + Envelope + "S 552 5.3.4 too big\nhold")
        {
            // Whether the refusal is read or the connection breaks first is up to the network; never is it in doubt.
            Content = new string('x', 4_000_000), Failure = null, Phase = HandOverPhase.NotHandedOver, Text = "*",
        },
    ];

    private static ServerScript Doubt(string name, string rest, Action<SmtpOptions>? configure = null) =>
        new(name, Ready + "body\n" + rest) { Phase = HandOverPhase.HandedOver, Failure = null, Ends = 1, Configure = configure };

    private static ServerScript No(string name, string reply, FailureKind kind) =>
        new(name, Ready + $"body\nS {reply}\nhold") { Phase = HandOverPhase.Answered, Failure = kind, Ends = 1, Text = reply.Split(' ', 2)[1] };

    private static IEnumerable<ServerScript> Ends() =>
    [
        new("the end is accepted", Good) { Phase = HandOverPhase.Answered, Failure = null, Ends = 1, Text = "queued as ABC" },
        new("the end is accepted with several lines", Ready + "body\nS 250-2.0.0 one\nS 250 2.0.0 two") { Phase = HandOverPhase.Answered, Failure = null, Ends = 1, Text = "2.0.0 one\n2.0.0 two" },
        new("the end is accepted and the server closes", Ready + "body\nS 250 ok\nclose") { Phase = HandOverPhase.Answered, Failure = null, Ends = 1 },
        new("the end is accepted twice", Ready + "body\nR 250 ok\\r\\n250 ok\\r\\n\nhold") { Phase = HandOverPhase.Answered, Failure = null, Ends = 1 },
        No("the end 451", "451 4.3.0 later", FailureKind.Transient),
        No("the end 550 spam", "550 5.7.1 looks like spam", FailureKind.RejectedContent),
        No("the end 552", "552 too large", FailureKind.RejectedContent),
        No("the end 554", "554 no", FailureKind.RejectedContent),
        No("the end 421", "421 4.7.0 slow down", FailureKind.Throttled),
        No("the end 550 unknown user", "550 user unknown", FailureKind.RejectedRecipient),
        Doubt("the end closes", "close"),
        Doubt("the end resets", "reset"),
        Doubt("the end is never answered", "hold", o => o.Timeouts.DataEnd = TimeSpan.FromMilliseconds(300)),
        Doubt("the end drips for ever", "R 250-\ndrip x", o => o.Timeouts.DataEnd = TimeSpan.FromMilliseconds(300)),
        Doubt("the end is announced but not given", "R 250-2.0.0 ok\\r\\n\nhold", o => o.Timeouts.DataEnd = TimeSpan.FromMilliseconds(300)),
        Doubt("the end LF only", "R \\n\nhold"),
        Doubt("the end garbage", "R yes\\r\\n\nhold"),
        Doubt("the end 354", "S 354 go on\nhold"),
        Doubt("the end 220", "S 220 mx ready\nhold"),
        Doubt("the end 221", "S 221 bye\nclose"),
        Doubt("the end 235", "S 235 ok\nhold"),
        Doubt("the end 150", "S 150 wait\nhold"),
        Doubt("the end 2500", "S 2500 ok\nhold"),
        Doubt("the end 25", "R 25\\r\\n\nhold"),
        Doubt("the end half an answer", "R 250 o\nclose"),
        Doubt("the end half an answer of several lines", "R 250-ok\\r\\n\nclose"),
        Doubt("the end with codes that differ", "R 250-ok\\r\\n550 no\\r\\n\nhold"),
        Doubt("the end with endless lines", "flood 250-ok"),
        Doubt("the end with an endless line", "flood 250 " + new string('x', 9000)),
        Doubt("the end NUL", "R \\0\\0\\0\\r\\n\nhold"),
    ];

    private static void Chunking(SmtpOptions options) => options.UseChunking = true;

    private static IEnumerable<ServerScript> Chunks() =>
    [
        Accepted("BDAT", ChunkHello + "C MAIL\nC RCPT\nR 250 ok\\r\\n250 ok\\r\\n\nbdat\nS 250 ok", Chunking),
        new("BDAT in pieces", ChunkHello + "C MAIL\nC RCPT\nR 250 ok\\r\\n250 ok\\r\\n\nbdat\nS 250 ok\nbdat\nS 250 ok\nbdat\nS 250 done")
        {
            Configure = Chunking, Content = new string('x', 80_000), Phase = HandOverPhase.Answered, Failure = null, Ends = 1, Text = "done",
        },
        new("BDAT refused at the end", ChunkHello + "C MAIL\nC RCPT\nR 250 ok\\r\\n250 ok\\r\\n\nbdat\nS 554 5.6.0 no\nhold")
        {
            Configure = Chunking, Phase = HandOverPhase.Answered, Failure = FailureKind.RejectedContent, Ends = 1,
        },
        new("BDAT refused at the first piece", ChunkHello + "C MAIL\nC RCPT\nR 250 ok\\r\\n250 ok\\r\\n\nbdat\nS 552 5.3.4 too big\nhold")
        {
            Configure = Chunking, Content = new string('x', 80_000), Phase = HandOverPhase.Answered, Failure = FailureKind.RejectedContent, Text = "too big",
        },
        new("BDAT 354", ChunkHello + "C MAIL\nC RCPT\nR 250 ok\\r\\n250 ok\\r\\n\nbdat\nS 354 what\nhold")
        {
            Configure = Chunking, Content = new string('x', 80_000), Text = "does not fit after BDAT",
        },
        new("BDAT closes at the end", ChunkHello + "C MAIL\nC RCPT\nR 250 ok\\r\\n250 ok\\r\\n\nbdat\nclose")
        {
            Configure = Chunking, Phase = HandOverPhase.HandedOver, Failure = null, Ends = 1,
        },
        new("BDAT and RCPT refused", ChunkHello + "C MAIL\nC RCPT\nR 250 ok\\r\\n550 5.1.1 no\\r\\n\nhold")
        {
            Configure = Chunking, Phase = HandOverPhase.Answered, Failure = FailureKind.RejectedRecipient,
        },
    ];

    private static ServerScript Twice(string name, string first, string second) =>
        new(name, first, second) { Messages = 2, Phase = HandOverPhase.Answered, Failure = null, Ends = 2 };

    private static IEnumerable<ServerScript> Reuse() =>
    [
        Twice("closed after a message", Good + "close", Good),
        Twice("reset after a message", Good + "reset", Good),
        Twice("closed at the next MAIL", Good + "C MAIL\nclose", Good),
        Twice("421 at the next MAIL", Good + "C MAIL\nC RCPT\nC DATA\nS 421 4.4.2 idle\nclose", Good),
        Twice("closed at the next DATA", Good + "C MAIL\nC RCPT\nC DATA\nR 250 ok\\r\\n250 ok\\r\\n\nclose", Good),
        Twice("421 by itself after a message", Good + "S 421 4.4.2 idle\nclose", Good),
        new("more than its answer after a message", Ready + "body\nR 250 ok\\r\\n250 ok\\r\\n250 ok\\r\\n354 go\\r\\n250 ok\\r\\n\nhold", Good)
        {
            Messages = 2, Phase = HandOverPhase.Answered, Failure = null, Ends = 2, OnlyWhole = true,
        },
        new("more than its answers before the message", Hello + "C MAIL\nC RCPT\nC DATA\nR 250 ok\\r\\n250 ok\\r\\n354 go\\r\\n250 ok\\r\\n\nhold") { Text = "nothing had asked for" },
        new("refused, then accepted after RSET", Hello + "C MAIL\nC RCPT\nC DATA\nR 250 ok\\r\\n550 no\\r\\n554 no\\r\\n\nC RSET\nC MAIL\nC RCPT\nC DATA\nR 250 r\\r\\n250 ok\\r\\n250 ok\\r\\n354 go\\r\\n\nbody\nS 250 ok")
        {
            Messages = 2, Phase = HandOverPhase.Answered, Failure = null, Ends = 1,
        },
        new("refused without pipelining, then accepted after RSET", PlainHello + "C MAIL\nS 250 ok\nC RCPT\nS 550 no\nC RSET\nS 250 ok\nC MAIL\nS 250 ok\nC RCPT\nS 250 ok\nC DATA\nS 354 go\nbody\nS 250 ok")
        {
            Messages = 2, Phase = HandOverPhase.Answered, Failure = null, Ends = 1,
        },
        new("RSET refused", Hello + "C MAIL\nC RCPT\nC DATA\nR 250 ok\\r\\n550 no\\r\\n554 no\\r\\n\nC RSET\nS 502 no\nhold", Good)
        {
            Messages = 2, Phase = HandOverPhase.Answered, Failure = null, Ends = 1,
        },
        new("the fresh connection fails as well", Good + "close", Hello + "C MAIL\nclose", Good) { Messages = 2, Ends = 1, Text = "relay" },
        new("closed after the next end", Good + "C MAIL\nC RCPT\nC DATA\nR 250 ok\\r\\n250 ok\\r\\n354 go\\r\\n\nbody\nclose", Good)
        {
            Messages = 2, Phase = HandOverPhase.HandedOver, Failure = null, Ends = 2,
        },
    ];

    private static ServerScript Accepted(string name, string connection, Action<SmtpOptions>? configure = null, bool tls = false) =>
        new(name, connection) { Phase = HandOverPhase.Answered, Failure = null, Ends = 1, Configure = configure, ImplicitTls = tls };

    private static ServerScript Refused(string name, string mail, string recipient, string data, FailureKind kind, string text) =>
        new(name, Hello + $"C MAIL\nC RCPT\nC DATA\nR {mail}\\r\\n{recipient}\\r\\n{data}\\r\\n\nhold")
        {
            Phase = HandOverPhase.Answered, Failure = kind, Text = text,
        };

    private sealed class ScriptToken(string token) : ISmtpTokenProvider
    {
        public ValueTask<string> GetTokenAsync(SmtpTokenRequest request, CancellationToken cancellationToken = default) => ValueTask.FromResult(token);
    }
}
