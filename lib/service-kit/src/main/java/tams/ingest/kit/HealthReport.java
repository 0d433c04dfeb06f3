package tams.ingest.kit;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.List;
import java.util.Map;

/** The answer of {@code /observe/health}, in MicroProfile's shape. */
record HealthReport(String status, List<Line> checks) {

    record Line(String name, String status, Map<String, String> data) {}

    static HealthReport of(List<HealthCheck> checks) {
        List<Line> lines = checks.stream()
                .map(check -> {
                    HealthCheck.State state = check.state().get();
                    return new Line(check.name(), word(state.up()), state.data());
                })
                .toList();
        return new HealthReport(
                word(lines.stream().allMatch(line -> line.status().equals("UP"))), lines);
    }

    @JsonIgnore
    boolean isUp() {
        return status.equals("UP");
    }

    private static String word(boolean up) {
        return up ? "UP" : "DOWN";
    }
}
