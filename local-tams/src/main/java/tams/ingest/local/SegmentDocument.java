package tams.ingest.local;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tams.ingest.contracts.TimeRange;

/** A Segment as the API shows it. */
final class SegmentDocument {

    private SegmentDocument() {}

    /** What the Segment itself holds. */
    static ObjectNode plain(SegmentTable.Row row) {
        ObjectNode document = Documents.object()
                .put("object_id", row.objectId())
                .put("timerange", row.extent().toTimeRange().toString());
        document.setAll(row.body());
        return document;
    }

    /** A reference as it was put. */
    static ObjectNode reference(ReferenceTable.Row row) {
        ObjectNode document = Documents.object();
        document.putObject("reference")
                .put("flow_id", row.originId())
                .put("timerange", row.shown().toTimeRange().toString());
        return document.put("timerange", row.extent().toTimeRange().toString())
                .put("ts_offset", row.offset().toString());
    }

    /** Adds what follows from the object; nothing when that is gone by now. */
    static ObjectNode complete(ObjectNode document, Sql sql, GetUrls urls, boolean withObjectTime, ObjectStore objects)
            throws SQLException {
        Optional<ObjectTable.Row> found =
                ObjectTable.find(sql, document.path("object_id").asText());
        if (found.isEmpty()) {
            return document;
        }
        ObjectTable.Row object = found.get();
        @Nullable TimeRange timerange = object.timerange();
        if (withObjectTime && timerange != null) {
            document.put("object_timerange", timerange.toString());
        }
        if (object.keyFrameCount() != null) {
            document.put("key_frame_count", object.keyFrameCount());
        }
        urls.addTo(document, sql, object, objects);
        urls.addInit(document, "object_id", sql, object, objects);
        return document;
    }
}
