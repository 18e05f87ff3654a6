using System.Net;
using System.Text;

namespace Outreach.Benchmarks.Providers;

/// <summary>Takes a body and answers at once.</summary>
internal sealed class SinkHandler(string answer) : HttpMessageHandler
{
    private readonly byte[] _answer = Encoding.UTF8.GetBytes(answer);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        await request.Content!.CopyToAsync(Stream.Null, cancellationToken);
        return new HttpResponseMessage(HttpStatusCode.OK) { Content = new ByteArrayContent(_answer) };
    }
}
