package tams.ingest.kit;

import java.util.Collection;
import java.util.Comparator;

/** The known word that is closest to a mistyped one. */
public final class Nearest {

    private Nearest() {}

    /** "unknown key 'x'" with the closest of the known ones, for an error message. */
    public static String unknown(String what, String word, Collection<String> known) {
        return "unknown " + what + " '" + word + "'"
                + known.stream()
                        .min(Comparator.comparingInt(candidate -> distance(word, candidate)))
                        .map(closest -> "; did you mean '" + closest + "'?")
                        .orElse("");
    }

    /** Levenshtein's distance, one row at a time. */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int substituted = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(substituted, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
