package tams.ingest.local;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Instant;

/** A request the store does not carry out, with the status to answer and a summary that says what is wrong and what to do. */
final class Refusal extends RuntimeException {

    private static final int BAD_REQUEST = 400;
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;
    private static final int INSUFFICIENT_STORAGE = 507;

    private final int status;
    private final String type;

    private Refusal(int status, String type, String summary) {
        super(summary, null, false, false);
        this.status = status;
        this.type = type;
    }

    static Refusal badRequest(String type, String summary) {
        return new Refusal(BAD_REQUEST, type, summary);
    }

    static Refusal notFound(String type, String summary) {
        return new Refusal(NOT_FOUND, type, summary);
    }

    static Refusal noFlow(String id) {
        return notFound("unknown_flow", "there is no Flow " + id + ": create it with PUT /flows/" + id);
    }

    static Refusal noSource(String id) {
        return notFound("unknown_source", "there is no Source " + id + ": it comes with the first Flow that names it");
    }

    static Refusal readOnly(String flowId) {
        return new Refusal(
                FORBIDDEN,
                "read_only",
                "Flow " + flowId + " is read-only: to change it, PUT false to /flows/" + flowId + "/read_only first");
    }

    static Refusal deleting(String flowId) {
        return new Refusal(
                FORBIDDEN,
                "deleting",
                "Flow " + flowId
                        + " is being deleted: wait until its /flow-delete-requests is done, then create it anew");
    }

    /** Who the client is, is not known or not believed. */
    static Refusal unauthorized(String type, String summary) {
        return new Refusal(UNAUTHORIZED, type, summary);
    }

    static Refusal forbidden(String type, String summary) {
        return new Refusal(FORBIDDEN, type, summary);
    }

    /** The disk is full. Nothing that was acknowledged is lost by it. */
    static Refusal noSpace(Path folder, long bytesLeft) {
        return new Refusal(
                INSUFFICIENT_STORAGE,
                "no_space",
                "the disk of " + folder + " is full (" + bytesLeft
                        + " bytes are left): free some space; the store goes on by itself");
    }

    int status() {
        return status;
    }

    /** The body of the answer. */
    ObjectNode toJson(Instant now) {
        return error(type, String.valueOf(getMessage()), now);
    }

    /** An error as the API's {@code error} schema has it. */
    static ObjectNode error(String type, String summary, Instant now) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("type", type)
                .put("summary", summary)
                .put("time", now.toString());
    }
}
