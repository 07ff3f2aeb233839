using System.Runtime.CompilerServices;

namespace NetStack.Dissection;

/// <summary>The fields that somebody asked for, so that only those are computed.</summary>
/// <remarks>A set of 4096 bits indexed by a hash of the name: a field outside the set may be computed in vain when
/// two names share a bit, one inside it is never missed. No field needs a number for that.</remarks>
public sealed class FieldSelection
{
    private const int Slots = 4096;
    private readonly ulong[] _bits = new ulong[Slots / 64];

    /// <summary>Adds a field.</summary>
    public void Add(Field field) => _bits[field.Slot >> 6] |= 1UL << (field.Slot & 63);

    /// <summary>True when the field was added (rarely also when it was not).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Wants(Field field) => (_bits[field.Slot >> 6] >> (field.Slot & 63) & 1) != 0;

    /// <summary>FNV-1a over the name's characters, folded to 12 bits: the same on every platform.</summary>
    internal static int SlotOf(string name)
    {
        uint hash = 2166136261;
        foreach (char c in name)
            hash = unchecked((hash ^ c) * 16777619);
        return (int)((hash ^ hash >> 12 ^ hash >> 24) % Slots);
    }
}
