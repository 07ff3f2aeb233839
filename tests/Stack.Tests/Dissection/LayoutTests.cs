using System.Collections.Immutable;
using NetStack.Application;
using NetStack.Dissection;

namespace NetStack.Tests.Dissection;

public sealed class LayoutTests
{
    public static TheoryData<string, string> Layouts =>
        [.. from protocol in StandardProtocols.CreateRegistry().Protocols
            from layout in protocol.Layouts.Prepend(new("header", protocol.FixedFields))
            where layout.Fields.Any(one => one.IsFixed)
            select (protocol.Name, layout.Name)];

    [Theory, MemberData(nameof(Layouts))]
    public void The_fixed_fields_of_a_layout_tile_it_bit_by_bit(string protocol, string layout)
    {
        int end = 0;
        foreach (Field field in Fixed(protocol, layout).Where(field => field.Parent is null))
        {
            Assert.True(field.BitOffset == end, $"{field} begins at bit {field.BitOffset}, not {end}");
            end += field.BitWidth;
        }

        Assert.Equal(0, end % 8);
    }

    [Theory, MemberData(nameof(Layouts))]
    public void A_field_that_refines_another_lies_inside_it(string protocol, string layout)
    {
        foreach (Field field in Fixed(protocol, layout).Where(field => field.Parent is { IsFixed: true }))
        {
            Field parent = field.Parent!;
            Assert.True(field.BitOffset >= parent.BitOffset, field.Name);
            Assert.True(field.BitOffset + field.BitWidth <= parent.BitOffset + parent.BitWidth, field.Name);
        }
    }

    [Theory, MemberData(nameof(Layouts))]
    public void A_field_is_as_wide_as_its_type_can_hold(string protocol, string layout)
    {
        foreach (Field field in Fixed(protocol, layout))
        {
            int most = field.Type switch
            {
                FieldType.UInt8 => 8,
                FieldType.UInt16 => 16,
                FieldType.UInt24 => 24,
                FieldType.UInt32 or FieldType.Ipv4 => 32,
                FieldType.Mac => 48,
                FieldType.Ipv6 => 128,
                _ => int.MaxValue,
            };
            Assert.InRange(field.BitWidth, 1, most);
        }
    }

    private static ImmutableArray<Field> Fixed(string protocol, string layout)
    {
        Protocol found = StandardProtocols.CreateRegistry().Protocols.First(p => p.Name == protocol);
        return layout == "header" ? found.FixedFields : [.. found.Layouts.First(l => l.Name == layout).Fields.Where(f => f.IsFixed)];
    }
}
