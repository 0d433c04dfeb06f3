package tams.ingest.registrar;

import java.util.Objects;
import tams.ingest.client.Flow;
import tams.ingest.client.FlowBuilder;
import tams.ingest.client.Service;
import tams.ingest.client.TagValue;

/** Where a Flow says whether content is coming, which its writer keeps and readers only take for a hint. */
enum StatusMark {
    /** The field {@code status}, since API 8.2. */
    FIELD,
    /** The tag {@code flow_status} (ADR 0006). */
    TAG;

    static final String AWAITING_CONTENT = "awaiting_content";
    static final String INGESTING = "ingesting";
    static final String STATUS_TAG = "flow_status";

    private static final int FIELD_SINCE_MAJOR = 8;
    private static final int FIELD_SINCE_MINOR = 2;

    static StatusMark of(Service service) {
        String version = service.apiVersion();
        int minor = Integer.parseInt(version.substring(version.indexOf('.') + 1));
        boolean field = service.majorVersion() > FIELD_SINCE_MAJOR
                || (service.majorVersion() == FIELD_SINCE_MAJOR && minor >= FIELD_SINCE_MINOR);
        return field ? FIELD : TAG;
    }

    void set(FlowBuilder flow, String status) {
        if (this == FIELD) {
            flow.status(status);
        } else {
            flow.tag(STATUS_TAG, status);
        }
    }

    boolean says(Flow flow, String status) {
        return this == FIELD
                ? status.equals(flow.status())
                : Objects.equals(TagValue.of(status), flow.tags().get(STATUS_TAG));
    }
}
