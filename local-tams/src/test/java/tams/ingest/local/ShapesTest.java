package tams.ingest.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tams.ingest.contracts.Json;

/** Goal: what the store accepts is what BBC's schemas accept. Method: their examples, whole and damaged by seed. */
class ShapesTest {

    @BeforeEach
    void needsTheSpecification() {
        assumeTrue(Conformance.isPossible(), "no specification at " + Conformance.SPECIFICATION);
    }

    private static List<JsonNode> examples(String pattern) throws IOException {
        try (Stream<Path> files = Files.list(Conformance.SPECIFICATION.resolve("examples"))) {
            List<JsonNode> examples = new ArrayList<>();
            for (Path file : files.sorted().toList()) {
                if (file.getFileName().toString().matches(pattern)) {
                    examples.add(Json.MAPPER.readTree(Files.readAllBytes(file)));
                }
            }
            return examples;
        }
    }

    private static List<JsonNode> flows() throws IOException {
        return examples("flow-(get-200|put).*").stream()
                .filter(example -> example.has("format"))
                .toList();
    }

    @Test
    void acceptsEveryFlowOfTheSpecification() throws IOException {
        assertThat(flows())
                .hasSizeGreaterThan(10)
                .allSatisfy(flow -> assertThat(Shapes.flowFault("flow", flow))
                        .as("%s", flow)
                        .isNull());
    }

    static LongStream seeds() {
        return LongStream.range(0, 60);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void judgesDamagedFlowsAsTheSchemaDoes(long seed) throws IOException {
        Random random = new Random(seed);
        for (JsonNode flow : flows()) {
            ObjectNode damaged = flow.deepCopy();
            damaged.remove(List.of("created", "metadata_updated", "segments_updated", "timerange", "collected_by"));
            damage(damaged, random);

            assertThat(Shapes.flowFault("flow", damaged) == null)
                    .as("%s: %s", damaged, Shapes.flowFault("flow", damaged))
                    .isEqualTo(Conformance.faults(damaged.toString(), "flow-put.json")
                            .isEmpty());
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void judgesDamagedSegmentsAsTheSchemaDoes(long seed) throws IOException {
        Random random = new Random(seed);
        for (JsonNode posted : examples("flow-segments?-(post|get-200).*")) {
            for (JsonNode segment : posted.isArray() ? posted : StoreClient.list(posted)) {
                ObjectNode damaged = segment.deepCopy();
                damage(damaged, random);

                assertThat(Shapes.SEGMENT.fault("segment", damaged) == null)
                        .as("%s", damaged)
                        .isEqualTo(Conformance.faults(damaged.toString(), "flow-segment-post.json")
                                .isEmpty());
            }
        }
    }

    /** Takes away, replaces or adds one member, here or further in. */
    private static void damage(ObjectNode object, Random random) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        String name = names.get(random.nextInt(names.size()));
        JsonNode value = object.get(name);
        if (value instanceof ObjectNode inner && !inner.isEmpty() && random.nextInt(3) > 0) {
            damage(inner, random);
            return;
        }
        if (value instanceof ArrayNode array && array.path(0) instanceof ObjectNode inner && random.nextInt(3) > 0) {
            damage(inner, random);
            return;
        }
        switch (random.nextInt(7)) {
            case 0 -> object.remove(name);
            case 1 -> object.put(name, "no such word");
            case 2 -> object.put(name, -1);
            case 3 -> object.put(name, 0.5);
            case 4 -> object.put(name, 25.0);
            case 5 -> object.putArray(name).add(1);
            default -> object.put("not_in_the_schema", true);
        }
    }
}
