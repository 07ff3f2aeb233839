namespace NetStack.Expressions;

/// <summary>What an expression is asked about (a frame, an event, a snapshot): asked while it is evaluated.</summary>
/// <remarks>A name may have no value, one or many. A cursor walks over them: 0 stands before the first, any other number
/// is the source's own. What <see cref="Read"/> gives is valid until the source turns to another frame or event.</remarks>
public interface IValueSource
{
    /// <summary>Moves to the next value of a name.</summary>
    /// <param name="name">A name that the source's scope resolved.</param>
    /// <param name="cursor">Where to go on from; afterwards where the value is.</param>
    /// <returns>False when there is no further value.</returns>
    bool MoveNext(TypedName name, scoped ref int cursor);

    /// <summary>The value that a cursor is on.</summary>
    Value Read(TypedName name, int cursor);

    /// <summary>The layer of the value that a cursor is on, counted from 1 among those of the same protocol
    /// (<c>ip.src#2</c> is that of the inner IPv4 header), and how many there are. A source without layers says 1 of 1.</summary>
    (int Layer, int Layers) LayerOf(TypedName name, int cursor) => (1, 1);
}
