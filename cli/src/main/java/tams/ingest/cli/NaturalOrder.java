package tams.ingest.cli;

import java.math.BigInteger;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Orders paths as people count: {@code a9.ts} before {@code a10.ts}. Digits are numbers, all else is compared as it is. */
final class NaturalOrder {

    private static final Pattern PART = Pattern.compile("[0-9]+|[^0-9]+");

    static final Comparator<Path> OF_PATHS = Comparator.comparing(Path::toString, NaturalOrder::compare);

    private NaturalOrder() {}

    /** Zero only for equal texts: numbers that differ in leading zeros alone are told apart at the end. */
    static int compare(String one, String other) {
        List<String> ones = parts(one);
        List<String> others = parts(other);
        for (int i = 0; i < Math.min(ones.size(), others.size()); i++) {
            int order = compareParts(ones.get(i), others.get(i));
            if (order != 0) {
                return order;
            }
        }
        int bySize = Integer.compare(ones.size(), others.size());
        return bySize != 0 ? bySize : one.compareTo(other);
    }

    private static List<String> parts(String text) {
        return PART.matcher(text).results().map(MatchResult::group).toList();
    }

    private static int compareParts(String one, String other) {
        boolean bothCount = isNumber(one) && isNumber(other);
        return bothCount ? new BigInteger(one).compareTo(new BigInteger(other)) : one.compareTo(other);
    }

    private static boolean isNumber(String part) {
        return part.charAt(0) >= '0' && part.charAt(0) <= '9';
    }
}
