namespace Outreach.Mime.Tests;

/// <summary>Mail of the kinds that come back, for several tests.</summary>
internal static class SampleMail
{
    public const string Bounce = """
        Return-Path: <>
        Date: Sat, 21 Nov 2026 10:00:00 +0100 (CET)
        From: MAILER-DAEMON@mail.example.com (Mail Delivery System)
        Subject: Undelivered Mail Returned to Sender
        To: bounces+17=x.example@example.com
        Auto-Submitted: auto-replied
        MIME-Version: 1.0
        Content-Type: multipart/report; report-type=delivery-status;
        	boundary="4Xab.1234/mail.example.com"
        Message-Id: <20261121090000.4Xab@mail.example.com>

        This is a MIME-encapsulated message.

        --4Xab.1234/mail.example.com
        Content-Description: Notification
        Content-Type: text/plain; charset=us-ascii

        I'm sorry to have to inform you that your message could not be delivered.

        <nobody@x.example>: host mx.x.example[192.0.2.1] said: 550 5.1.1 no such user
            here (in reply to RCPT TO command)

        --4Xab.1234/mail.example.com
        Content-Description: Delivery report
        Content-Type: message/delivery-status

        Reporting-MTA: dns; mail.example.com
        X-Postfix-Queue-ID: 4Xab
        Arrival-Date: Sat, 21 Nov 2026 09:59:58 +0100 (CET)

        Final-Recipient: rfc822; nobody@x.example
        Original-Recipient: rfc822;nobody@x.example
        Action: failed
        Status: 5.1.1
        Remote-MTA: dns; mx.x.example
        Diagnostic-Code: smtp; 550 5.1.1 no such user
            here

        --4Xab.1234/mail.example.com
        Content-Description: Undelivered Message
        Content-Type: message/rfc822

        From: Ann <ann@example.com>
        To: nobody@x.example
        Subject: =?utf-8?Q?Gr=C3=BC=C3=9Fe?=
        Message-ID: <send-17@example.com>
        Content-Type: multipart/alternative; boundary=inner

        --inner
        Content-Type: text/plain; charset=utf-8
        Content-Transfer-Encoding: quoted-printable

        Gr=C3=BC=C3=9Fe
        --inner
        Content-Type: text/html; charset=utf-8

        <p>Hello</p>
        --inner--

        --4Xab.1234/mail.example.com--
        """;

    public const string Complaint = """
        From: <abusedesk@example.com>
        Date: Thu, 8 Mar 2005 17:40:36 EDT
        Subject: FW: Earn money
        To: <abuse@example.net>
        MIME-Version: 1.0
        Content-Type: multipart/report; report-type=feedback-report;
             boundary="part1_13d.2e68ed54_boundary"

        --part1_13d.2e68ed54_boundary
        Content-Type: text/plain; charset="US-ASCII"
        Content-Transfer-Encoding: 7bit

        This is an email abuse report for an email message received from IP
        192.0.2.1 on Thu, 8 Mar 2005 14:00:00 EDT.

        --part1_13d.2e68ed54_boundary
        Content-Type: message/feedback-report

        Feedback-Type: abuse
        User-Agent: SomeGenerator/1.0
        Version: 1
        Original-Mail-From: <somespammer@example.net>
        Original-Rcpt-To: <user@example.com>
        Source-IP: 192.0.2.1
        Reported-Uri: http://example.net/earn_money.html

        --part1_13d.2e68ed54_boundary
        Content-Type: text/rfc822-headers

        From: <somespammer@example.net>
        Message-ID: <8787KJKJ3K4J3K4J3K4J3.mail@example.net>
        Subject: Earn money
        --part1_13d.2e68ed54_boundary--
        """;

    public const string Nested = """
        Content-Type: multipart/mixed; boundary=outer

        --outer
        Content-Type: multipart/digest; boundary=digest

        --digest

        Subject: one

        first
        --digest
        Content-Type: text/plain

        second
        --digest--
        --outer
        Content-Type: message/rfc822

        Content-Type: message/rfc822

        Content-Type: multipart/related; boundary="outer"

        --outer
        Content-Type: text/html

        <p>
        --outer
        Content-Type: image/png; name="=?utf-8?q?=C3=A4.png?="
        Content-Transfer-Encoding: base64
        Content-ID: <a@b>

        iVBORw0K
        --outer--
        --outer--
        """;

    public static readonly string?[] Charsets =
    [
        null, "", "utf-8", "utf-16", "utf-16le", "utf-32", "us-ascii", "iso-8859-1", "iso-8859-8-i", "windows-1255", "koi8-r", "iso-2022-jp", "iso-2022-kr",
        "hz-gb-2312", "gb18030", "gb2312", "big5", "euc-jp", "euc-kr", "shift_jis", "x-cp50227", "utf-7", "x-unknown", "cp1252", "ibm037", "x-mac-japanese", "iso-2022-cn",
    ];
}
