using System.Diagnostics.Metrics;
using k8s;
using k8s.Models;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace Outreach.Deploy.Tests;

/// <summary>Reads the manifests with the types that are made of the Kubernetes API's own description; unknown members are errors.</summary>
public sealed class ManifestTests
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "deploy");

    private static readonly Dictionary<string, Type> Types = new(StringComparer.Ordinal)
    {
        ["v1/Namespace"] = typeof(V1Namespace),
        ["v1/ConfigMap"] = typeof(V1ConfigMap),
        ["v1/Secret"] = typeof(V1Secret),
        ["v1/Service"] = typeof(V1Service),
        ["apps/v1/Deployment"] = typeof(V1Deployment),
        ["batch/v1/Job"] = typeof(V1Job),
        ["policy/v1/PodDisruptionBudget"] = typeof(V1PodDisruptionBudget),
        ["autoscaling/v2/HorizontalPodAutoscaler"] = typeof(V2HorizontalPodAutoscaler),
    };

    public static TheoryData<string> Files =>
        [.. Directory.GetFiles(Folder, "*.yaml").Select(file => Path.GetFileName(file)).Where(file => file != "kustomization.yaml")];

    [Theory]
    [MemberData(nameof(Files))]
    public void Manifest_IsOfTheKubernetesTypes_AndInTheNamespace(string file)
    {
        foreach (var item in Load(file))
        {
            var metadata = Assert.IsAssignableFrom<IKubernetesObject<V1ObjectMeta>>(item).Metadata;
            Assert.NotEmpty(metadata.Name);
            Assert.Equal(item is V1Namespace ? null : "outreach", metadata.NamespaceProperty);
        }
    }

    [Fact]
    public void Kustomization_NamesEveryFileButTheSecret()
    {
        var kustomization = File.ReadAllText(Path.Combine(Folder, "kustomization.yaml"));

        Assert.All(
            Files.Select(row => row.Data).Where(file => file != "secret.example.yaml"),
            file => Assert.Contains($"- {file}", kustomization, StringComparison.Ordinal));
    }

    [Fact]
    public void ProbesAskForWhatTheHealthChecksTell()
    {
        var services = new ServiceCollection();
        services.AddHealthChecks().AddOutreach();
        using var provider = services.BuildServiceProvider();
        var tags = provider.GetRequiredService<IOptions<HealthCheckServiceOptions>>().Value.Registrations.SelectMany(check => check.Tags).Distinct();
        var container = Assert.Single(Single<V1Deployment>().Spec.Template.Spec.Containers);

        Assert.Equal(["live", "ready"], tags.Order(StringComparer.Ordinal));
        Assert.Equal("/health/live", container.LivenessProbe.HttpGet.Path);
        Assert.Equal(["/health/ready", "/health/ready"], new[] { container.ReadinessProbe, container.StartupProbe }.Select(probe => probe.HttpGet.Path));
        Assert.All(
            new[] { container.LivenessProbe, container.ReadinessProbe, container.StartupProbe },
            probe =>
            {
                string port = probe.HttpGet.Port;
                Assert.Contains(port, container.Ports.Select(candidate => candidate.Name));
            });
        var readme = File.ReadAllText(Path.Combine(Folder, "README.md"));
        Assert.Contains("\"/health/live\"", readme, StringComparison.Ordinal);
        Assert.Contains("\"/health/ready\"", readme, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AutoscalerAsksForAnInstrumentThatExists()
    {
        var services = new ServiceCollection();
        services.AddOutreach().UseInMemoryStore();
        await using var provider = services.BuildServiceProvider();
        var instruments = new List<string>();
        using var listener = new MeterListener { InstrumentPublished = (instrument, _) => instruments.Add(instrument.Name.Replace('.', '_')) };
        listener.Start();
        _ = provider.GetServices<Microsoft.Extensions.Hosting.IHostedService>().ToList();

        var autoscaler = Single<V2HorizontalPodAutoscaler>();

        Assert.Contains(Assert.Single(autoscaler.Spec.Metrics).External.Metric.Name, instruments);
    }

    [Fact]
    public void Selectors_MeetTheWorkersPods()
    {
        var deployment = Single<V1Deployment>();
        var labels = deployment.Spec.Template.Metadata.Labels;

        Assert.Equal(labels, deployment.Spec.Selector.MatchLabels);
        Assert.Equal(labels, Single<V1PodDisruptionBudget>().Spec.Selector.MatchLabels);
        Assert.Equal(labels, Single<V1Service>().Spec.Selector);
        Assert.Equal(deployment.Metadata.Name, Single<V2HorizontalPodAutoscaler>().Spec.ScaleTargetRef.Name);
        Assert.Null(deployment.Spec.Replicas);
    }

    [Fact]
    public void GracePeriod_IsLongerThanTheLongestAnswer()
    {
        var grace = TimeSpan.FromSeconds(Single<V1Deployment>().Spec.Template.Spec.TerminationGracePeriodSeconds!.Value);
        var shutdown = TimeSpan.FromSeconds(double.Parse(
            Single<V1ConfigMap>().Data["Host__ShutdownTimeoutSeconds"], System.Globalization.CultureInfo.InvariantCulture));

        Assert.True(shutdown >= new OutreachOptions().AnswerTimeout);
        Assert.True(grace > shutdown);
    }

    [Fact]
    public void Settings_ComeFromTheConfigMapAndTheSecret_AndTheSecretIsAnExample()
    {
        string[] names = [Single<V1ConfigMap>().Metadata.Name, Single<V1Secret>().Metadata.Name];
        V1Container[] containers =
            [Single<V1Deployment>().Spec.Template.Spec.Containers[0], Single<V1Job>().Spec.Template.Spec.Containers[0]];

        Assert.All(containers, container => Assert.Equal(
            names, container.EnvFrom.Select(source => source.ConfigMapRef?.Name ?? source.SecretRef.Name)));
        Assert.All(
            Single<V1Secret>().StringData.Where(entry => entry.Key.EndsWith("Password", StringComparison.Ordinal)),
            entry => Assert.Equal("change-me", entry.Value));
        var options = typeof(OutreachOptions).GetProperties().Select(property => "Outreach__" + property.Name).ToList();
        Assert.All(
            Single<V1ConfigMap>().Data.Keys.Where(key => key.StartsWith("Outreach__", StringComparison.Ordinal)), key => Assert.Contains(key, options));
    }

    [Fact]
    public void Containers_RunWithoutRights()
    {
        V1PodSpec[] pods = [Single<V1Deployment>().Spec.Template.Spec, Single<V1Job>().Spec.Template.Spec];

        Assert.All(pods, pod =>
        {
            Assert.True(pod.SecurityContext.RunAsNonRoot);
            Assert.False(pod.AutomountServiceAccountToken);
            var container = Assert.Single(pod.Containers);
            Assert.False(container.SecurityContext.AllowPrivilegeEscalation);
            Assert.True(container.SecurityContext.ReadOnlyRootFilesystem);
            Assert.Contains("memory", container.Resources.Limits.Keys);
        });
    }

    private static T Single<T>() => Assert.Single(Files.SelectMany(row => Load(row.Data)).OfType<T>());

    private static List<object> Load(string file) => KubernetesYaml.LoadAllFromString(File.ReadAllText(Path.Combine(Folder, file)), Types, strict: true);
}
