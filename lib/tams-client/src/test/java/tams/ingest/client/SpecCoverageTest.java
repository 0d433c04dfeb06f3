package tams.ingest.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Goal: no operation of the API is left out. Method: look for each in the tables of calls that the other tests make. */
@Timeout(30)
class SpecCoverageTest {

    private static final Pattern PATH = Pattern.compile("  (/\\S*):");
    private static final Pattern METHOD = Pattern.compile("    (get|put|post|delete):");

    @BeforeEach
    void needsTheSpecification() {
        Spec.assumePresent();
    }

    /** As {@code PUT /flows/{flowId}/label}; a HEAD is a GET without an answer, and left out. */
    private static List<String> operations() throws IOException {
        List<String> operations = new ArrayList<>();
        String path = "";
        for (String line : Files.readAllLines(Spec.file("TimeAddressableMediaStore.yaml"))) {
            Matcher named = PATH.matcher(line);
            Matcher method = METHOD.matcher(line);
            if (named.matches()) {
                path = named.group(1);
            } else if (method.matches() && !path.isEmpty()) {
                operations.add(method.group(1).toUpperCase(Locale.ROOT) + " " + path);
            } else if (line.startsWith("components:") || line.startsWith("webhooks:")) {
                path = "";
            }
        }
        return operations;
    }

    @Test
    void everyOperationOfTheApiIsCalled() throws IOException {
        List<String> requests = Stream.of(
                        OperationsTest.instance(),
                        OperationsTest.sources(),
                        OperationsTest.segments(),
                        OperationsTest.objectsAndWebhooks(),
                        FlowOperationsTest.flows(),
                        QueriesTest.queries())
                .flatMap(operation -> operation)
                .map(operation -> operation.request().split("\\?", 2)[0])
                .toList();

        assertThat(operations())
                .hasSizeGreaterThan(55)
                .allSatisfy(operation -> assertThat(requests).anyMatch(request -> request.matches(pattern(operation))));
    }

    private static String pattern(String operation) {
        return operation.replaceAll("\\{[^}]*}", "[^/]+");
    }
}
