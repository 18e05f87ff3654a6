using System.Buffers;
using Microsoft.Extensions.Options;

namespace Outreach;

/// <summary>Lets every signature sign once, so that what is wrong with a key is said when the host starts and not when mail is due.</summary>
internal sealed class DkimOptionsRules : IValidateOptions<DkimOptions>
{
    public ValidateOptionsResult Validate(string? name, DkimOptions options)
    {
        var errors = new List<string>();
        for (var i = 0; i < options.Signatures.Count; i++)
        {
            var signature = options.Signatures[i];
            if (FindProblem(signature) is { } problem)
            {
                errors.Add($"DkimOptions.Signatures[{i}] ({signature.Selector}._domainkey.{signature.Domain}): {problem}");
            }
        }

        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }

    private static string? FindProblem(DkimSignatureOptions signature)
    {
        try
        {
            using var signer = DkimKeys.CreateSigner(signature, TimeProvider.System);
            signer.Sign("From: a@example.com\r\n\r\n"u8, new ArrayBufferWriter<byte>());
        }
        catch (ArgumentException exception)
        {
            // Without the parameter's name, which is not the host's.
            var end = exception.Message.LastIndexOf(" (Parameter", StringComparison.Ordinal);
            return end < 0 ? exception.Message : exception.Message[..end];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return $"PrivateKeyFile can't be read: {exception.Message}";
        }
        catch (System.Security.Cryptography.CryptographicException)
        {
            return "the key can't sign: give the private key, not the public one.";
        }

        return signature.SenderDomains.FirstOrDefault(domain => !DkimKeys.IsPattern(domain)) is { } wrong
            ? $"SenderDomains has '{wrong}', which is no domain: use one such as example.com, or *."
            : null;
    }
}
