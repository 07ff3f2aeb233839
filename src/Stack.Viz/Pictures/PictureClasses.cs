using NetStack.Viz.Values;

namespace NetStack.Viz.Pictures;

/// <summary>The CSS classes of <see cref="PictureStyle"/> that depend on a layer, and numbers as SVG writes them.</summary>
internal static class PictureClasses
{
    /// <summary>The class for text and solid areas of a layer.</summary>
    public static string Of(StackLayer layer) => layer switch
    {
        StackLayer.Link => "ns-link",
        StackLayer.Internet => "ns-internet",
        StackLayer.Transport => "ns-transport",
        StackLayer.Application => "ns-application",
        _ => "ns-data",
    };

    /// <summary>The class for a tinted box of a layer.</summary>
    public static string BoxOf(StackLayer layer) => Of(layer) + "-box";

    /// <summary>A number as SVG writes it, in tenths at most.</summary>
    public static string N(double value) => value.ToString("0.#", System.Globalization.CultureInfo.InvariantCulture);
}
