using System.Net;
using System.Text;
using System.Text.Json;

namespace Outreach.TestServers;

/// <summary>Answers token introspection (RFC 7662) for Dovecot: <c>good:user</c>, or that with a tilde and anything
/// behind it, is a valid token of that user, all others are not.</summary>
public sealed class TokenIntrospection : IAsyncDisposable
{
    private readonly HttpListener _listener = new();
    private readonly Task _loop;

    public TokenIntrospection()
    {
        var port = FreePort.Next();
        Uri = new Uri($"http://127.0.0.1:{port}/introspect");
        _listener.Prefixes.Add($"http://127.0.0.1:{port}/");
        _listener.Start();
        _loop = Task.Run(ServeAsync);
    }

    public Uri Uri { get; }

    public async ValueTask DisposeAsync()
    {
        _listener.Close();
        await _loop;
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                await ServeAsync(await _listener.GetContextAsync());
            }
        }
        catch (Exception exception) when (exception is HttpListenerException or ObjectDisposedException or InvalidOperationException)
        {
            // Closed.
        }
    }

    private static async Task ServeAsync(HttpListenerContext context)
    {
        try
        {
            using var reader = new StreamReader(context.Request.InputStream);
            var form = await reader.ReadToEndAsync();
            var token = form.Split('&').Select(pair => pair.Split('=')).FirstOrDefault(pair => pair[0] == "token")?[1] ?? "";
            var answer = Encoding.UTF8.GetBytes(Answer(Uri.UnescapeDataString(token)));
            context.Response.ContentType = "application/json";
            await context.Response.OutputStream.WriteAsync(answer);
            context.Response.Close();
        }
        catch (Exception exception) when (exception is HttpListenerException or IOException)
        {
            // Dovecot went away; it asks again.
        }
    }

    private static string Answer(string token)
    {
        if (!token.StartsWith("good:", StringComparison.Ordinal))
        {
            return """{"active":false}""";
        }

        var user = JsonSerializer.Serialize(token[5..].Split('~')[0]);
        return $$"""{"active":true,"username":{{user}},"email":{{user}},"client_id":"outreach","scope":"mail"}""";
    }
}
