package tams.ingest.cli;

import com.fasterxml.jackson.databind.JsonNode;

/** What is wrong with an OpenTimelineIO file, and where: a path of names and numbers from the timeline down. */
final class OtioFault {

    private static final int WORDS_MAX = 80;

    private OtioFault() {}

    static CheckFailedException at(String place, String why) {
        return new CheckFailedException(place + ": " + why);
    }

    /** @throws CheckFailedException unless {@code node} is of that schema */
    static void schema(JsonNode node, String place, String wanted) {
        String schema = schema(node);
        if (!schema.equals(wanted)) {
            throw at(place, "expected " + wanted + ", found " + (schema.isEmpty() ? "none" : schema));
        }
    }

    static String schema(JsonNode node) {
        return printable(node.path("OTIO_SCHEMA").asText());
    }

    /** A text of the file, fit for a terminal. */
    static String printable(String text) {
        String plain = text.replaceAll("\\p{Cntrl}", "?");
        return plain.length() > WORDS_MAX ? plain.substring(0, WORDS_MAX) + "…" : plain;
    }
}
