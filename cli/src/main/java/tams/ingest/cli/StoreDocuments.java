package tams.ingest.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintStream;
import java.util.Iterator;
import java.util.List;
import tams.ingest.contracts.Json;

/** The store's own objects as one JSON document, with signed URLs: they are what was asked for. */
final class StoreDocuments {

    /** A list that the client's records always have, and a store leaves out when it was not asked for. */
    private static final String URLS = "get_urls";

    private StoreDocuments() {}

    /** One list, an object a line, written as it goes: a listing may be far longer than a document that is read. */
    static void print(PrintStream out, List<?> items) {
        out.print("[");
        Iterator<?> each = items.iterator();
        while (each.hasNext()) {
            out.print(of(each.next()));
            out.print(each.hasNext() ? ",\n" : "");
        }
        out.println("]");
    }

    /** One object. */
    static JsonNode of(Object item) {
        JsonNode document = Json.MAPPER.valueToTree(item);
        if (document instanceof ObjectNode fields && fields.path(URLS).isEmpty()) {
            fields.remove(URLS);
        }
        return document;
    }
}
