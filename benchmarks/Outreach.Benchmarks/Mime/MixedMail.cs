using System.Buffers;
using System.Text;
using Outreach.Mime;

namespace Outreach.Benchmarks.Mime;

/// <summary>What a mailbox holds: short answers, newsletters, a bounce, mail with attachments. Made once, always the same.</summary>
internal static class MixedMail
{
    /// <summary>A bounce of about three kilobytes.</summary>
    public static byte[] Bounce { get; } = MakeBounce();

    /// <summary>The mailbox: 60 % of the mails are short, most of the bytes are in attachments.</summary>
    public static IReadOnlyList<byte[]> All { get; } =
    [
        .. Enumerable.Range(0, 6).Select(Answer), Newsletter(), Newsletter(), Bounce, WithAttachment(60_000), WithAttachment(400_000),
    ];

    public static int TotalBytes { get; } = All.Sum(message => message.Length);

    private static byte[] Answer(int number) => Encoding.UTF8.GetBytes($"""
        Received: from mx{number}.example.net (mx{number}.example.net [192.0.2.{number}]) by mail.example.com with ESMTPS id 4X{number}; Sat, 21 Nov 2026 10:00:0{number} +0000
        Received: from [10.0.0.{number}] by mx{number}.example.net; Sat, 21 Nov 2026 09:59:5{number} +0000
        DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=example.net; s=s1; h=from:to:subject:date:message-id;
         bh=2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8=; b=dGhpcyBpcyBubyBzaWduYXR1cmUgYXQgYWxsLCBvbmx5IHRleHQgdG8gaGF2ZSBpdHMgbGVuZ3Ro
        From: =?utf-8?Q?J=C3=BCrgen_M=C3=BCller?= <juergen.mueller{number}@example.net>
        To: Ann Lee <ann.lee@example.com>
        Subject: Re: Your offer
        Date: Sat, 21 Nov 2026 09:59:5{number} +0000
        Message-ID: <answer-{number}@example.net>
        In-Reply-To: <send-{number}@example.com>
        References: <first-{number}@example.com> <send-{number}@example.com>
        MIME-Version: 1.0
        Content-Type: text/plain; charset="utf-8"; format=flowed
        Content-Transfer-Encoding: 8bit

        Thank you, that sounds interesting. Could you send me the prices for twenty 
        seats? We would start in January.

        Grüße
        Jürgen

        On Fri, 20 Nov 2026 at 10:00, Ann Lee wrote:
        > Dear Mr Müller,
        > you asked for an offer …
        >
        > Ann

        """.ReplaceLineEndings("\r\n"));

    /// <summary>Writes the reference mail.</summary>
    public static void WriteNewsletter(PreparedMessage prepared, IBufferWriter<byte> output) => prepared.Write(output, new MessageValues
    {
        To = ReferenceMail.To,
        MessageId = ReferenceMail.Id,
        Date = ReferenceMail.Date,
        Subject = ReferenceMail.SubjectBytes,
        Text = ReferenceMail.TextBytes,
        Html = ReferenceMail.HtmlBytes,
        ListUnsubscribe = ReferenceMail.Unsubscribe,
    });

    private static byte[] Newsletter()
    {
        var output = new ArrayBufferWriter<byte>();
        WriteNewsletter(ReferenceMail.Prepare(), output);
        return output.WrittenSpan.ToArray();
    }

    private static byte[] WithAttachment(int size)
    {
        var content = new byte[size];
        new Random(size).NextBytes(content);
        var output = new ArrayBufferWriter<byte>();
        MessageComposer.Write(
            new EmailMessage
            {
                From = ReferenceMail.From,
                To = [ReferenceMail.To],
                MessageId = ReferenceMail.Id,
                Date = ReferenceMail.Date,
                Subject = "The contract",
                Text = "See the attachment.",
                Html = "<p>See the attachment.</p>",
                Attachments = [new Attachment("contract.pdf", "application/pdf", content)],
            },
            output);
        return output.WrittenSpan.ToArray();
    }

    private static byte[] MakeBounce() => Encoding.ASCII.GetBytes($"""
        Return-Path: <>
        Delivered-To: bounces+17@example.com
        Received: by mail.example.com (Postfix) id 4Xab; Sat, 21 Nov 2026 10:00:00 +0000 (UTC)
        Date: Sat, 21 Nov 2026 10:00:00 +0000 (UTC)
        From: MAILER-DAEMON@mail.example.com (Mail Delivery System)
        Subject: Undelivered Mail Returned to Sender
        To: bounces+17@example.com
        Auto-Submitted: auto-replied
        MIME-Version: 1.0
        Content-Type: multipart/report; report-type=delivery-status; boundary="4Xab.1234/mail.example.com"
        Message-Id: <20261121090000.4Xab@mail.example.com>

        This is a MIME-encapsulated message.

        --4Xab.1234/mail.example.com
        Content-Description: Notification
        Content-Type: text/plain; charset=us-ascii

        This is the mail system at host mail.example.com.

        {string.Concat(Enumerable.Repeat("I'm sorry to have to inform you that your message could not be delivered.\n", 8))}
        <nobody@x.example>: host mx.x.example[192.0.2.1] said: 550 5.1.1 no such user (in reply to RCPT TO command)

        --4Xab.1234/mail.example.com
        Content-Description: Delivery report
        Content-Type: message/delivery-status

        Reporting-MTA: dns; mail.example.com
        X-Postfix-Queue-ID: 4Xab
        Arrival-Date: Sat, 21 Nov 2026 09:59:58 +0000 (UTC)

        Final-Recipient: rfc822; nobody@x.example
        Original-Recipient: rfc822;nobody@x.example
        Action: failed
        Status: 5.1.1
        Remote-MTA: dns; mx.x.example
        Diagnostic-Code: smtp; 550 5.1.1 no such user

        --4Xab.1234/mail.example.com
        Content-Description: Undelivered Message
        Content-Type: message/rfc822

        Received: from app.example.com by mail.example.com (Postfix) with ESMTP id 4Xab; Sat, 21 Nov 2026 09:59:58 +0000 (UTC)
        From: Ann <ann@example.com>
        To: nobody@x.example
        Subject: =?utf-8?Q?Gr=C3=BC=C3=9Fe?=
        Message-ID: <send-17@example.com>
        List-Unsubscribe: <https://example.com/u/abcdefghijklmnopqrstuvwxyz>
        Content-Type: text/plain; charset=utf-8

        {string.Concat(Enumerable.Repeat("Here is our offer of this month, with all that you asked for in your last letter.\n", 6))}
        --4Xab.1234/mail.example.com--

        """.ReplaceLineEndings("\r\n"));
}
