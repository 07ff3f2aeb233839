using System.Collections.Immutable;
using System.Text;
using NetStack.Transport.Tcp;
using NetStack.Viz.Pictures;
using NetStack.Viz.Values;

namespace NetStack.Viz.States;

/// <summary>Where states and arrows stand: as in figure 5 of RFC 9293, with CLOSED above and once more at the end. Which
/// arrows there are is <see cref="TcpTransitions.All"/>'s matter; this type only knows the way of each.</summary>
internal static class StateDiagramLayout
{
    public const double Width = 1120, Height = 972, BoxWidth = 156, BoxHeight = 44, TallBoxHeight = 88, LabelSize = 13;

    private const double Left = 180, Middle = 560, Right = 940, LineHeight = 16, Corner = 9;

    /// <summary>A point of the picture.</summary>
    public readonly record struct Point(double X, double Y);

    /// <summary>A state's box.</summary>
    /// <param name="State">The state.</param>
    /// <param name="X">The box's middle.</param>
    /// <param name="Y">The box's middle.</param>
    /// <param name="IsEnd">True for the second box of CLOSED, where connections end.</param>
    public readonly record struct Box(TcpState State, double X, double Y, bool IsEnd = false)
    {
        /// <summary>SYN-SENT and SYN-RECEIVED have most arrows, and so the highest boxes.</summary>
        public double Height => State is TcpState.SynSent or TcpState.SynReceived ? TallBoxHeight : BoxHeight;

        public double Top => Y - (Height / 2);
    }

    /// <summary>Where an arrow's words stand, seen from its line.</summary>
    public enum Place
    {
        /// <summary>What happens above the line, what is done below: as the RFC writes it.</summary>
        Across,

        /// <summary>Both above.</summary>
        Above,

        /// <summary>Both below.</summary>
        Below,

        /// <summary>Both to the right of a line that runs down.</summary>
        Beside,
    }

    /// <summary>An arrow's way.</summary>
    /// <param name="Points">Corners, from the first box's edge to the second's.</param>
    /// <param name="Words">The point of the line that the words stand at.</param>
    /// <param name="Place">On which side of it.</param>
    public sealed record Route(ImmutableArray<Point> Points, Point Words, Place Place);

    /// <summary>A line of an arrow's words.</summary>
    public readonly record struct Line(string Text, double X, double Y, bool IsEvent);

    /// <summary>The boxes.</summary>
    public static ImmutableArray<Box> Boxes { get; } =
    [
        new(TcpState.Closed, Middle, 124), new(TcpState.Listen, Middle, 224),
        new(TcpState.SynReceived, Left, 354), new(TcpState.SynSent, Right, 354),
        new(TcpState.Established, Middle, 484),
        new(TcpState.FinWait1, Left, 604), new(TcpState.CloseWait, Right, 604),
        new(TcpState.FinWait2, Left, 719), new(TcpState.Closing, Middle, 719), new(TcpState.LastAck, Right, 719),
        new(TcpState.TimeWait, Middle, 834), new(TcpState.Closed, Right, 834, IsEnd: true),
    ];

    /// <summary>True when an arrow has a way of its own.</summary>
    public static bool IsPlaced(in TcpTransition arrow) => Placed(arrow) is not null;

    /// <summary>An arrow's way; straight from box to box for one that nobody has placed yet.</summary>
    public static Route RouteOf(in TcpTransition arrow)
    {
        if (Placed(arrow) is { } route) return route;
        (Box from, Box to) = (BoxOf(arrow.From, isEnd: false), BoxOf(arrow.To, isEnd: arrow.To == TcpState.Closed));
        return new([new(from.X, from.Y), new(to.X, to.Y)], new((from.X + to.X) / 2, (from.Y + to.Y) / 2), Place.Above);
    }

    /// <summary>A state's box; CLOSED has one for the beginning and one for the end.</summary>
    public static Box BoxOf(TcpState state, bool isEnd) =>
        Boxes.First(box => box.State == state && (box.IsEnd == isEnd || state != TcpState.Closed));

    private static Route? Placed(in TcpTransition arrow) => (arrow.From, arrow.To) switch
    {
        (TcpState.Closed, TcpState.Listen) => Way(Place.Beside, 560, 174, 560, 146, 560, 202),
        (TcpState.Closed, TcpState.SynSent) => Way(Place.Across, 800, 124, 638, 124, 970, 124, 970, 310),
        (TcpState.Listen, TcpState.SynSent) => Way(Place.Across, 770, 224, 638, 224, 910, 224, 910, 310),
        (TcpState.Listen, TcpState.SynReceived) => Way(Place.Below, 350, 236, 482, 236, 210, 236, 210, 310),
        (TcpState.SynReceived, TcpState.Listen) => Way(Place.Above, 350, 212, 150, 310, 150, 212, 482, 212),
        (TcpState.SynSent, TcpState.SynReceived) => Way(Place.Across, 560, 338, 862, 338, 258, 338),
        (TcpState.SynReceived, TcpState.Established) => Way(Place.Across, 385, 378, 258, 378, 525, 378, 525, 462),
        (TcpState.SynSent, TcpState.Established) => Way(Place.Across, 735, 378, 862, 378, 595, 378, 595, 462),
        (TcpState.SynReceived, TcpState.FinWait1) => Way(Place.Beside, 150, 450, 150, 398, 150, 582),
        (TcpState.SynReceived, TcpState.CloseWait) => Way(Place.Across, 580, 544, 235, 398, 235, 544, 900, 544, 900, 582),
        (TcpState.Established, TcpState.FinWait1) => Way(Place.Across, 360, 484, 482, 484, 205, 484, 205, 582),
        (TcpState.Established, TcpState.CloseWait) => Way(Place.Across, 790, 484, 638, 484, 970, 484, 970, 582),
        (TcpState.FinWait1, TcpState.FinWait2) => Way(Place.Beside, 150, 662, 150, 626, 150, 697),
        (TcpState.FinWait1, TcpState.Closing) => Way(Place.Across, 420, 594, 258, 594, 560, 594, 560, 697),
        (TcpState.FinWait1, TcpState.TimeWait) => Way(Place.Above, 395, 822, 258, 614, 310, 614, 310, 822, 482, 822),
        (TcpState.FinWait2, TcpState.TimeWait) => Way(Place.Across, 228, 846, 150, 741, 150, 846, 482, 846),
        (TcpState.Closing, TcpState.TimeWait) => Way(Place.Beside, 560, 777, 560, 741, 560, 812),
        (TcpState.CloseWait, TcpState.LastAck) => Way(Place.Beside, 940, 662, 940, 626, 940, 697),
        (TcpState.LastAck, TcpState.Closed) => Way(Place.Beside, 940, 777, 940, 741, 940, 812),
        (TcpState.TimeWait, TcpState.Closed) => Way(Place.Across, 750, 834, 638, 834, 862, 834),
        (TcpState.TimeWait, TcpState.SynReceived) => Way(Place.Across, 350, 904, 560, 856, 560, 904, 50, 904, 50, 354, 102, 354),
        _ => null,
    };

    private static Route Way(Place place, double wordsX, double wordsY, params ReadOnlySpan<double> corners)
    {
        var points = ImmutableArray.CreateBuilder<Point>(corners.Length / 2);
        for (int i = 0; i < corners.Length; i += 2) points.Add(new(corners[i], corners[i + 1]));
        return new(points.MoveToImmutable(), new(wordsX, wordsY), place);
    }

    /// <summary>The lines of an arrow's words: what happens, and what is done then, if anything.</summary>
    public static IEnumerable<Line> Words(Route route, string happens, string done)
    {
        (double x, double y) = (route.Words.X, route.Words.Y);
        double first = route.Place switch
        {
            Place.Above => y - 6 - (done.Length == 0 ? 0 : LineHeight),
            Place.Across => y - 6,
            Place.Below => y + LineHeight,
            _ => done.Length == 0 ? y + 4 : y - 3,
        };
        double second = route.Place == Place.Across ? y + LineHeight : first + LineHeight;
        if (route.Place == Place.Beside) x += 10;
        yield return new(happens, x, first, IsEvent: true);
        if (done.Length > 0) yield return new(done, x, second, IsEvent: false);
    }

    /// <summary>The room that a line of words takes.</summary>
    public static (double X, double Y, double Width, double Height) RoomOf(Line line, Place place)
    {
        double width = TextWidth.Pixels(line.Text, LabelSize, monospace: false);
        return (place == Place.Beside ? line.X : line.X - (width / 2), line.Y - LabelSize + 2, width, LabelSize);
    }

    /// <summary>An arrow as SVG's path data, with its corners rounded.</summary>
    public static string PathData(Route route)
    {
        StringBuilder path = new();
        ImmutableArray<Point> points = route.Points;
        path.Append('M').Append(Text(points[0]));
        for (int i = 1; i < points.Length - 1; i++)
        {
            path.Append('L').Append(Text(Towards(points[i], points[i - 1])));
            path.Append('Q').Append(Text(points[i])).Append(' ').Append(Text(Towards(points[i], points[i + 1])));
        }

        return path.Append('L').Append(Text(points[^1])).ToString();
    }

    private static string Text(Point point) => $"{PictureClasses.N(point.X)} {PictureClasses.N(point.Y)}";

    /// <summary>The point where the rounding of a corner begins or ends.</summary>
    private static Point Towards(Point corner, Point other) => new(
        corner.X + (Math.Sign(other.X - corner.X) * Corner), corner.Y + (Math.Sign(other.Y - corner.Y) * Corner));
}
