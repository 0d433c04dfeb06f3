package tams.ingest.cli;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tams.ingest.contracts.Json;
import tams.ingest.contracts.TimeRange;
import tams.ingest.contracts.Timestamp;

/** What became of every file of an upload, in the files' order. */
record UploadReport(UUID flow, List<UploadLine> lines) {

    UploadReport {
        lines = lines.stream()
                .sorted(Comparator.comparing(UploadLine::file, NaturalOrder::compare))
                .toList();
    }

    boolean isComplete() {
        return count(UploadLine.Result.FAILED) == 0;
    }

    private long count(UploadLine.Result result) {
        return lines.stream().filter(line -> line.result() == result).count();
    }

    void print(PrintStream out, boolean json) {
        if (json) {
            Map<String, Object> document = new LinkedHashMap<>();
            document.put("flow_id", flow);
            for (UploadLine.Result result : UploadLine.Result.values()) {
                document.put(result.toString(), count(result));
            }
            document.put("files", lines);
            out.println(Json.text(document));
            return;
        }
        TextTable table = new TextTable("FILE", "RESULT", "TIMERANGE", "OBJECT", "REASON");
        lines.forEach(line -> table.row(
                onOneLine(line.file()),
                line.result(),
                line.timeranges().isEmpty()
                        ? null
                        : line.timeranges().stream().map(TimeRange::toString).collect(Collectors.joining(" ")),
                line.objectId(),
                line.reason() == null ? null : onOneLine(line.reason())));
        table.print(out);
    }

    /** The holes between the files that have a place, each with the file behind it, one line each. */
    List<String> gaps() {
        List<String> gaps = new ArrayList<>();
        @Nullable Timestamp before = null;
        for (UploadLine line : lines) {
            for (TimeRange range :
                    line.result() == UploadLine.Result.FAILED ? List.<TimeRange>of() : line.timeranges()) {
                Timestamp next = range.start();
                if (before != null && next != null && next.compareTo(before) > 0) {
                    gaps.add("gap " + TimeRange.between(before, next) + " before " + onOneLine(line.file()));
                }
                before = range.end();
            }
        }
        return gaps;
    }

    /** How many ended in which way, for a person. */
    String summary() {
        return Arrays.stream(UploadLine.Result.values())
                .filter(result -> count(result) > 0)
                .map(result -> count(result) + " " + result)
                .collect(Collectors.joining(", "));
    }

    /** File names and messages may hold anything; a terminal should not obey it. */
    private static String onOneLine(String text) {
        return text.replaceAll("\\p{Cntrl}", "?");
    }
}
