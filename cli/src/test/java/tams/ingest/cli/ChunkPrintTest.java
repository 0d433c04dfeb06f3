package tams.ingest.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import tams.ingest.contracts.Json;

/** How one chunk's way looks on a terminal. */
class ChunkPrintTest {

    private static final JsonNode STORY = read("""
            {"file":"camera-1/a\\u001b[2J.ts","feed":"camera-1","arrival":"2ed6657d-e927-568b-95e1-2665a8aea6a2",
             "bytes":692592,"sha256":"%s","state":"poison","cause":"STORE_REFUSES",
             "reason":"cannot register the segment: POST http://127.0.0.1:8010/flows/2ed6657d-e927-568b-95e1-2665a8aea6a2/segments: 400: no",
             "timeranges":["[0:0_2:2000000)"],"attempts":3,"http":{"allocate":201,"upload":200,"register":400,"look":0},
             "arrived_at":"2026-11-22T12:00:00.123456Z","at":"2026-11-22T12:01:00Z",
             "measurement":{"packet_size":188,"packets":3684,"streams":[{"pid":256,"codec":"h264","width":1920,"height":1080,
              "frames":180,"start_ticks":0,"end_ticks":180180},{"pid":258,"codec":"scte35"}]},
             "offsets":{"ingest.chunks":{"partition":3,"offset":17,"at":"2026-11-22T12:00:00.200Z"}},
             "flows":[{"id":"0f8e6657-e927-568b-95e1-2665a8aea6a2","role":"multi"}],
             "states":[{"state":"pending","at":"2026-11-22T12:00:00.300Z","partition":5,"offset":9},
              {"state":"poison","at":"2026-11-22T12:01:00Z","partition":5,"offset":10}],
             "hand_overs":[{"topic":"ingest.retry.1m","partition":3,"offset":2,"at":"2026-11-22T12:00:30Z",
              "error_class":"CHUNK","cause":"STORE_REFUSES","reason":"no"}],
             "dead_letters":[],"incomplete":["ingest.segments"],
             "others":[{"arrival":"11111111-e927-568b-95e1-2665a8aea6a2","state":"duplicate","file":"camera-1/b.ts",
              "at":"2026-11-21T12:00:00Z"}]}
            """.formatted("ab".repeat(32)));

    private static JsonNode read(String json) {
        try {
            return Json.MAPPER.readTree(json);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void fitsEightyColumnsAndTellsItInOrder() {
        List<String> lines = ChunkPrint.lines(STORY);

        assertThat(lines).allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(ChunkPrint.COLUMNS));
        assertThat(lines)
                .containsSubsequence(
                        "file       camera-1/a?[2J.ts",
                        "sha256     " + "ab".repeat(32),
                        "measured   3684 packets of 188 bytes",
                        "           PID 256 h264 1920x1080 180 frames ticks 0-180180",
                        "state      poison STORE_REFUSES",
                        "flow       0f8e6657-e927-568b-95e1-2665a8aea6a2 multi",
                        "timerange  [0:0_2:2000000)",
                        "http       allocate 201, upload 200, register 400, look no answer",
                        "2026-11-22T12:00:00.123Z  arrived",
                        "2026-11-22T12:00:00.200Z  announced    ingest.chunks 3@17",
                        "2026-11-22T12:00:00.300Z  pending      ingest.outcomes 5@9",
                        "2026-11-22T12:00:30Z      waits        ingest.retry.1m 3@2",
                        "  CHUNK STORE_REFUSES no",
                        "2026-11-22T12:01:00Z      poison       ingest.outcomes 5@10",
                        "not read to the end, so that there may be more: ingest.segments",
                        "  11111111-e927-568b-95e1-2665a8aea6a2  duplicate");
    }
}
