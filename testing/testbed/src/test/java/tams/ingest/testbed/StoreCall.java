package tams.ingest.testbed;

import java.util.Locale;
import java.util.Optional;

/** A kind of call that an ingest makes of a store, the same whether it goes through an interface or over HTTP. */
public enum StoreCall {
    SERVICE,
    FLOW,
    ALLOCATE,
    UPLOAD,
    REGISTER,
    /** A listing of a Flow's segments. */
    SEGMENTS,
    OBJECT,
    DELETE,
    DOWNLOAD,
    /** Everything else, which nothing ever happens to. */
    OTHER;

    /** The kind of a call to the API, by method and path. */
    static StoreCall ofApi(String method, String path) {
        if (method.equals("DELETE")) {
            return DELETE;
        }
        boolean post = method.equals("POST");
        if (path.endsWith("/storage")) {
            return post ? ALLOCATE : OTHER;
        }
        if (path.endsWith("/segments")) {
            return post ? REGISTER : SEGMENTS;
        }
        if (path.startsWith("/objects/")) {
            return post ? OTHER : OBJECT;
        }
        if (path.matches("/flows/[^/]+")) {
            return FLOW;
        }
        return path.equals("/service") && !post ? SERVICE : OTHER;
    }

    /** The kind of a call to the object store. */
    static StoreCall ofMedia(String method) {
        return switch (method) {
            case "PUT" -> UPLOAD;
            case "GET" -> DOWNLOAD;
            default -> OTHER;
        };
    }

    /** The kind of a method of {@link tams.ingest.client.TamsStore}. */
    static StoreCall ofMethod(String name) {
        return switch (name) {
            case "service" -> SERVICE;
            case "flow", "putFlow" -> FLOW;
            case "allocate" -> ALLOCATE;
            case "put" -> UPLOAD;
            case "register" -> REGISTER;
            case "segments" -> SEGMENTS;
            case "object" -> OBJECT;
            case "download" -> DOWNLOAD;
            default -> OTHER;
        };
    }

    /** As a script names it. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<StoreCall> ofWord(String word) {
        for (StoreCall call : values()) {
            if (call.word().equals(word)) {
                return Optional.of(call);
            }
        }
        return Optional.empty();
    }
}
