using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace Outreach.Templating;

/// <summary>Everything that one render changes. Reused by later renders of any template; never shared between threads.</summary>
internal sealed partial class RenderContext
{
    private const int StepsBetweenClockReadings = 256;
    private readonly Frame _rootFrame = new();
    private readonly List<ScriptObject> _scopes = [];
    private Value[] _globals = new Value[16];
    private int _globalsUsed;
    private HashSet<int>? _locked;
    private Node? _current;
    private int _steps;
    private long _allocated;
    private long _started;
    private int _depth;

    public Utf8Output Output { get; } = new();

    public Scratch Scratch { get; } = new();

    public Template Template { get; private set; } = null!;

    public TemplateEngine Engine => Template.Engine;

    public TemplateLimits Limits => Template.Engine.Limits;

    public CultureInfo Culture { get; private set; } = CultureInfo.InvariantCulture;

    public TemplateData Data { get; private set; } = null!;

    public TemplateRenderOptions Options { get; private set; }

    /// <summary>Gets whether lists and objects that stand in the template as literals are those of the template itself.</summary>
    public bool SharesLiterals { get; private set; }

    /// <summary>Gets or sets the text that positions refer to; another one inside of an include.</summary>
    public SourceText Source { get; set; } = null!;

    public SymbolTable Symbols { get; private set; } = null!;

    public Frame Frame { get; set; } = null!;

    public LoopState? Loop { get; private set; }

    /// <summary>Gets or sets what the last <c>ret</c> returned.</summary>
    public Value Returned { get; set; }

    /// <summary>Gets or sets the whitespace in front of each line that is written, as UTF-8.</summary>
    public byte[]? Indent { get; set; }

    /// <summary>Gets or sets where the innermost capture began.</summary>
    public int CaptureStart { get; set; }

    /// <summary>Gets or sets which findings hit this render; null unless a check counts them.</summary>
    public bool[]? Probes { get; set; }

    public void Begin(Template template, TemplateData data, in TemplateRenderOptions options)
    {
        Template = template;
        Data = data;
        Options = options;
        Source = template.Text;
        Symbols = template.Symbols;
        Culture = template.Source.Culture;
        SharesLiterals = template.SharesLiterals;
        Frame = _rootFrame;
        Output.Begin(Limits.MaxOutputBytes);
        _started = 0;
        _steps = 0;
        _allocated = 0;
        _depth = 0;
    }

    /// <summary>Drops everything that refers to the data of the render, also after a failure.</summary>
    public void End()
    {
        Array.Clear(_globals, 0, _globalsUsed);
        _globalsUsed = 0;
        if (_globals.Length > 256)
        {
            _globals = new Value[16];
        }

        _rootFrame.Clear();
        _scopes.Clear();
        _locked = null;
        _current = null;
        _loopDepth = 0;
        _cycles?.Clear();
        _dateFormat = null;
        _randomState = 0;
        ClearStack();
        Loop = null;
        Returned = default;
        Indent = null;
        CaptureStart = 0;
        Probes = null;
        Data = null!;
        Options = default;
        Source = null!;
        Symbols = null!;
        Scratch.Trim();
    }

    public TemplateDiagnostic Diagnose(TemplateFault fault)
    {
        var (start, end) = fault.Start >= 0 ? (fault.Start, fault.End) : _current is null ? (0, 0) : (_current.Start, _current.End);
        return Source.Diagnostic(TemplateSeverity.Error, fault.Code, start, end, fault.Message);
    }

    /// <summary>Counts a step; every now and then looks at the clock.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Step(Node node)
    {
        _current = node;
        if ((++_steps & (StepsBetweenClockReadings - 1)) == 0)
        {
            CheckBudget();
        }
    }

    /// <summary>Counts memory that a value takes.</summary>
    public void Charge(long bytes)
    {
        _allocated += bytes;
        if (_allocated > Limits.MaxAllocatedBytes)
        {
            throw new TemplateFault("limit-memory", -1, -1, $"The template made more than {Limits.MaxAllocatedBytes} bytes of values.");
        }
    }

    /// <summary>Counts work that is not done in steps of the template.</summary>
    public void ChargeWork(long steps)
    {
        _steps = (int)Math.Min(int.MaxValue - 1, _steps + steps);
        CheckBudget();
    }

    public void Enter(Node node)
    {
        if (++_depth > Limits.MaxRecursion || !RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            throw Fault("limit-recursion", node, $"Functions and includes call each other deeper than {Limits.MaxRecursion} levels.");
        }
    }

    public void Leave() => _depth--;

    /// <summary>Stops before the stack overflows, which can't be caught.</summary>
    public static void CheckStack(Node node)
    {
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            throw Fault("limit-recursion", node, "Blocks and calls are nested too deeply.");
        }
    }

    public static TemplateFault Fault(string code, Node node, string message) => new(code, node.Start, node.End, message);

    public string TextOf(Node node) =>
        node.Start >= 0 && node.End <= Source.Text.Length && node.Start < node.End ? Source.Text[node.Start..Math.Min(node.End, node.Start + 60)] : "";

    public LoopState PushLoop(long length)
    {
        if (_loopDepth == _loops.Count)
        {
            _loops.Add(new LoopState());
        }

        var loop = _loops[_loopDepth++];
        loop.Index = 0;
        loop.Length = length;
        loop.Outer = Loop;
        Loop = loop;
        return loop;
    }

    public void PopLoop(LoopState loop)
    {
        Loop = loop.Outer;
        loop.Clear();
        _loopDepth--;
    }

    /// <summary>Ends a capture: takes the output written since it began as a text.</summary>
    public string TakeOutput(int start)
    {
        var bytes = Output.Written[start..];
        Charge(24 + ((long)bytes.Length * 2));
        var text = Encoding.UTF8.GetString(bytes);
        Output.Truncate(start);
        return text;
    }

    private void CheckBudget()
    {
        if (_steps > Limits.MaxSteps)
        {
            throw new TemplateFault("limit-steps", -1, -1, $"The template took more than {Limits.MaxSteps} steps.");
        }

        CheckTime();
    }

    private void CheckTime()
    {
        if (_started == 0)
        {
            // Short renders, nearly all of them, never ask for the time.
            _started = Template.Engine.Time.GetTimestamp();
        }
        else if (Template.Engine.Time.GetElapsedTime(_started) > Limits.MaxDuration)
        {
            throw new TemplateFault("limit-time", -1, -1, $"The template took longer than {Limits.MaxDuration.TotalMilliseconds:0} ms.");
        }

        if (Options.CancellationToken.IsCancellationRequested)
        {
            throw new TemplateFault("cancelled", -1, -1, "Rendering was cancelled.");
        }
    }
}
