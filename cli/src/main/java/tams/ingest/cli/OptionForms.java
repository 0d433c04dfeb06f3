package tams.ingest.cli;

import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;
import tams.ingest.client.Format;
import tams.ingest.contracts.Rational;
import tams.ingest.contracts.TimeRange;

/** How the store's kinds of values are written on the command line. A value in another form is a mistake of use. */
final class OptionForms {

    /** TAMS's own pattern: lower case, versions 1 to 5. */
    private static final Pattern ID =
            Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[1-5][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");

    private static final List<String> FORMATS = List.of("video", "audio", "data", "image", "multi");

    /** MPEG-2 systems: 16 bits, 0 for the network. */
    private static final int PROGRAM_MAX = 65_535;

    private OptionForms() {}

    static UUID id(String text) {
        if (!ID.matcher(text).matches()) {
            throw new TypeConversionException(
                    "'" + text + "' is not an id of TAMS: a UUID of version 1 to 5 in lower case");
        }
        return UUID.fromString(text);
    }

    static Format format(String text) {
        return switch (text) {
            case "video" -> Format.VIDEO;
            case "audio" -> Format.AUDIO;
            case "data" -> Format.DATA;
            case "image" -> Format.IMAGE;
            case "multi" -> Format.MULTI;
            default -> {
                if (!text.startsWith("urn:")) {
                    throw new TypeConversionException("'" + text + "' is not a format: expected one of "
                            + String.join(", ", FORMATS) + " or a URN");
                }
                yield new Format(text);
            }
        };
    }

    /** A range with something in it. */
    static TimeRange timerange(String text) {
        TimeRange range = anyTimerange(text);
        if (range.isEmpty()) {
            throw new TypeConversionException("the time range '" + text + "' is empty: expected e.g. [0:0_10:0)");
        }
        return range;
    }

    private static TimeRange anyTimerange(String text) {
        try {
            return TimeRange.parse(text);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(String.valueOf(e.getMessage()));
        }
    }

    static final class Id implements ITypeConverter<UUID> {
        @Override
        public UUID convert(String text) {
            return id(text);
        }
    }

    static final class FormatName implements ITypeConverter<Format> {
        @Override
        public Format convert(String text) {
            return format(text);
        }
    }

    static final class Range implements ITypeConverter<TimeRange> {
        @Override
        public TimeRange convert(String text) {
            return timerange(text);
        }
    }

    /** The empty range in its own form stands for Flows without content; any other empty one is a mistake. */
    static final class RangeOrNever implements ITypeConverter<TimeRange> {
        @Override
        public TimeRange convert(String text) {
            return text.equals("()") ? TimeRange.NEVER : timerange(text);
        }
    }

    static final class Count implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String text) {
            if (!text.matches("[1-9][0-9]{0,8}")) {
                throw new TypeConversionException("'" + text + "' is not a whole number above 0");
            }
            return Integer.valueOf(text);
        }
    }

    static final class Program implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String text) {
            int number = new Count().convert(text);
            if (number > PROGRAM_MAX) {
                throw new TypeConversionException("'" + text + "' is not a program number: 1 to " + PROGRAM_MAX);
            }
            return number;
        }
    }

    static final class Size implements ITypeConverter<EssenceFlags.FrameSize> {
        @Override
        public EssenceFlags.FrameSize convert(String text) {
            if (!text.matches("[1-9][0-9]{0,5}x[1-9][0-9]{0,5}")) {
                throw new TypeConversionException("'" + text + "' is not a size: write e.g. 1920x1080");
            }
            String[] sides = text.split("x", 2);
            return new EssenceFlags.FrameSize(Integer.parseInt(sides[0]), Integer.parseInt(sides[1]));
        }
    }

    static final class Fraction implements ITypeConverter<Rational> {
        @Override
        public Rational convert(String text) {
            try {
                Rational fraction = Rational.parse(text);
                if (fraction.numerator() > 0) {
                    return fraction;
                }
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage() + ": write e.g. 25 or 30000/1001");
            }
            throw new TypeConversionException("'" + text + "' is not positive");
        }
    }
}
