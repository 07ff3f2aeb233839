using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace NetStack.Viz.Pictures;

/// <summary>Renders a picture's component to the text of a file of its own, without a server: the same component that
/// the web front end shows.</summary>
public static class PictureFile
{
    /// <summary>The component's markup.</summary>
    /// <typeparam name="TPicture">A component whose markup is one svg element, or an HTML document.</typeparam>
    /// <param name="parameters">The component's parameters by name.</param>
    public static async Task<string> RenderAsync<TPicture>(IReadOnlyDictionary<string, object?> parameters)
        where TPicture : IComponent
    {
        HtmlEncoder encoder = HtmlEncoder.Create(UnicodeRanges.All); // Chinese stays readable; < > & " are still escaped
        await using ServiceProvider services = new ServiceCollection().AddSingleton(encoder).BuildServiceProvider();
        await using HtmlRenderer renderer = new(services, NullLoggerFactory.Instance);
        return await renderer.Dispatcher.InvokeAsync(async () =>
        {
            ParameterView view = ParameterView.FromDictionary(new Dictionary<string, object?>(parameters));
            var root = await renderer.RenderComponentAsync<TPicture>(view);
            return root.ToHtmlString().Trim() + "\n";
        });
    }
}
