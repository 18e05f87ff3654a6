using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace Outreach.Storage.EfCore.Sqlite.Tests.Faults;

/// <summary>
/// A file system layer under SQLite (https://sqlite.org/vfs.html) that passes everything on to the real one, and fails the calls that a
/// <see cref="FaultPlan"/> names. Only files of that plan's folder are touched, so other tests of the process are not.
/// </summary>
internal static unsafe class FaultyFileSystem
{
    private const int HeaderSize = 16;
    private const int IoErrorRead = 10 | (1 << 8);
    private const int IoErrorWrite = 10 | (3 << 8);
    private const int IoErrorSync = 10 | (4 << 8);
    private const int IoErrorTruncate = 10 | (6 << 8);
    private const int CannotOpen = 14;

    private static readonly Lock Gate = new();
    private static NativeVfs* _real;
    private static NativeIo* _methods;
    private static volatile FaultPlan? _plan;

    /// <summary>Puts the layer under SQLite, once in a process, and sets the plan.</summary>
    public static void Use(FaultPlan? plan)
    {
        lock (Gate)
        {
            if (_real is null)
            {
                Register();
            }
        }

        _plan = plan;
    }

    private static void Register()
    {
        var library = OperatingSystem.IsLinux() && Environment.GetEnvironmentVariable("OUTREACH_SQLITE") != "bundled"
            ? NativeLibrary.Load("libsqlite3.so.0")
            : NativeLibrary.Load("e_sqlite3", Assembly.Load("SQLitePCLRaw.provider.e_sqlite3"), null);
        var find = (delegate* unmanaged[Cdecl]<byte*, NativeVfs*>)NativeLibrary.GetExport(library, "sqlite3_vfs_find");
        var register = (delegate* unmanaged[Cdecl]<NativeVfs*, int, int>)NativeLibrary.GetExport(library, "sqlite3_vfs_register");
        _methods = (NativeIo*)NativeMemory.AllocZeroed((nuint)sizeof(NativeIo));
        *_methods = NativeIo.Create();
        _real = find(null);
        var layer = (NativeVfs*)NativeMemory.AllocZeroed((nuint)sizeof(NativeVfs));
        *layer = *_real;
        layer->Next = null;
        layer->Name = (byte*)Marshal.StringToCoTaskMemUTF8("outreach-faults");
        layer->FileSize = HeaderSize + _real->FileSize;
        layer->Open = &Open;
        Assert.Equal(0, register(layer, 1));
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Open(NativeVfs* vfs, byte* name, NativeFile* file, int flags, int* outFlags)
    {
        var plan = _plan;
        var isOurs = name is not null && plan is not null && Encoding.UTF8.GetString(MemoryMarshal.CreateReadOnlySpanFromNullTerminated(name)).StartsWith(plan.Folder, StringComparison.Ordinal);
        file->Methods = null;
        file->IsFaulty = isOurs ? 1 : 0;
        if (isOurs && plan!.Fails("open"))
        {
            return CannotOpen;
        }

        var result = _real->Open(_real, name, Real(file), flags, outFlags);
        file->Methods = Real(file)->Methods is null ? null : _methods;
        return result;
    }

    private static NativeFile* Real(NativeFile* file) => (NativeFile*)((byte*)file + HeaderSize);

    private static bool Fails(NativeFile* file, string what) => file->IsFaulty != 0 && _plan is { } plan && plan.Fails(what);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Close(NativeFile* file) => Real(file)->Methods->Close(Real(file));

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Read(NativeFile* file, void* buffer, int count, long offset)
    {
        if (Fails(file, "read"))
        {
            return IoErrorRead;
        }

        return Real(file)->Methods->Read(Real(file), buffer, count, offset);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Write(NativeFile* file, void* buffer, int count, long offset)
    {
        if (!Fails(file, "write"))
        {
            return Real(file)->Methods->Write(Real(file), buffer, count, offset);
        }

        // As a full disk does: half of it is written.
        _ = Real(file)->Methods->Write(Real(file), buffer, count / 2, offset);
        return IoErrorWrite;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Truncate(NativeFile* file, long size) =>
        Fails(file, "truncate") ? IoErrorTruncate : Real(file)->Methods->Truncate(Real(file), size);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Sync(NativeFile* file, int flags) => Fails(file, "sync") ? IoErrorSync : Real(file)->Methods->Sync(Real(file), flags);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int GetSize(NativeFile* file, long* size) => Real(file)->Methods->GetSize(Real(file), size);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Lock(NativeFile* file, int level) => Real(file)->Methods->Lock(Real(file), level);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Unlock(NativeFile* file, int level) => Real(file)->Methods->Unlock(Real(file), level);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int CheckReservedLock(NativeFile* file, int* result) => Real(file)->Methods->CheckReservedLock(Real(file), result);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Control(NativeFile* file, int operation, void* argument) => Real(file)->Methods->Control(Real(file), operation, argument);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int GetSectorSize(NativeFile* file) => Real(file)->Methods->GetSectorSize(Real(file));

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int GetCharacteristics(NativeFile* file) => Real(file)->Methods->GetCharacteristics(Real(file));

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int MapShared(NativeFile* file, int region, int size, int extend, void** memory) =>
        Real(file)->Methods->MapShared(Real(file), region, size, extend, memory);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int LockShared(NativeFile* file, int offset, int count, int flags) =>
        Real(file)->Methods->LockShared(Real(file), offset, count, flags);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void BarrierShared(NativeFile* file) => Real(file)->Methods->BarrierShared(Real(file));

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int UnmapShared(NativeFile* file, int delete) => Real(file)->Methods->UnmapShared(Real(file), delete);

    /// <summary>struct sqlite3_vfs</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct NativeVfs
    {
        public int Version;
        public int FileSize;
        public int MostPathOctets;
        public NativeVfs* Next;
        public byte* Name;
        public void* Data;
        public delegate* unmanaged[Cdecl]<NativeVfs*, byte*, NativeFile*, int, int*, int> Open;

        /// <summary>The other functions, which know no files and are used as they are.</summary>
        public Others Rest;
    }

    [InlineArray(15)]
    private struct Others
    {
        private nint _first;
    }

    /// <summary>struct sqlite3_file, with a mark of ours behind it; the real file follows at <see cref="HeaderSize"/>.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct NativeFile
    {
        public NativeIo* Methods;
        public int IsFaulty;
    }

    /// <summary>struct sqlite3_io_methods, version 2: without memory-mapped reading.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct NativeIo
    {
        public int Version;
        public delegate* unmanaged[Cdecl]<NativeFile*, int> Close;
        public delegate* unmanaged[Cdecl]<NativeFile*, void*, int, long, int> Read;
        public delegate* unmanaged[Cdecl]<NativeFile*, void*, int, long, int> Write;
        public delegate* unmanaged[Cdecl]<NativeFile*, long, int> Truncate;
        public delegate* unmanaged[Cdecl]<NativeFile*, int, int> Sync;
        public delegate* unmanaged[Cdecl]<NativeFile*, long*, int> GetSize;
        public delegate* unmanaged[Cdecl]<NativeFile*, int, int> Lock;
        public delegate* unmanaged[Cdecl]<NativeFile*, int, int> Unlock;
        public delegate* unmanaged[Cdecl]<NativeFile*, int*, int> CheckReservedLock;
        public delegate* unmanaged[Cdecl]<NativeFile*, int, void*, int> Control;
        public delegate* unmanaged[Cdecl]<NativeFile*, int> GetSectorSize;
        public delegate* unmanaged[Cdecl]<NativeFile*, int> GetCharacteristics;
        public delegate* unmanaged[Cdecl]<NativeFile*, int, int, int, void**, int> MapShared;
        public delegate* unmanaged[Cdecl]<NativeFile*, int, int, int, int> LockShared;
        public delegate* unmanaged[Cdecl]<NativeFile*, void> BarrierShared;
        public delegate* unmanaged[Cdecl]<NativeFile*, int, int> UnmapShared;

        public static NativeIo Create() => new()
        {
            Version = 2,
            Close = &FaultyFileSystem.Close,
            Read = &FaultyFileSystem.Read,
            Write = &FaultyFileSystem.Write,
            Truncate = &FaultyFileSystem.Truncate,
            Sync = &FaultyFileSystem.Sync,
            GetSize = &FaultyFileSystem.GetSize,
            Lock = &FaultyFileSystem.Lock,
            Unlock = &FaultyFileSystem.Unlock,
            CheckReservedLock = &FaultyFileSystem.CheckReservedLock,
            Control = &FaultyFileSystem.Control,
            GetSectorSize = &FaultyFileSystem.GetSectorSize,
            GetCharacteristics = &FaultyFileSystem.GetCharacteristics,
            MapShared = &FaultyFileSystem.MapShared,
            LockShared = &FaultyFileSystem.LockShared,
            BarrierShared = &FaultyFileSystem.BarrierShared,
            UnmapShared = &FaultyFileSystem.UnmapShared,
        };
    }
}
