package tams.ingest.registrar;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import tams.ingest.client.Flow;
import tams.ingest.contracts.Json;

/** BBC's schema of a Flow that is put, where the specification lies beside the project. */
final class FlowSchema {

    private static final String BASE = "https://tams.example/schemas/";
    private static final Path SCHEMAS = Path.of(System.getProperty("root.dir", "."))
            .toAbsolutePath()
            .normalize()
            .resolveSibling("shared/tams-spec/schemas");

    private final Schema schema;

    private FlowSchema(Schema schema) {
        this.schema = schema;
    }

    /** Skips the test where there is no specification. */
    static FlowSchema load() {
        Assumptions.assumeTrue(Files.isDirectory(SCHEMAS), "skipped: BBC's schemas are not in " + SCHEMAS);
        return new FlowSchema(SchemaRegistry.withDefaultDialect(
                        SpecificationVersion.DRAFT_2020_12, registry -> registry.schemas(FlowSchema::text))
                .getSchema(SchemaLocation.of(BASE + "flow-put.json")));
    }

    /** The text of one of the schemas, which name each other by their file names. */
    @SuppressWarnings("NullAway") // null is how a registry is told that a schema is not here
    private static String text(String iri) {
        try {
            return iri.startsWith(BASE) ? Files.readString(SCHEMAS.resolve(iri.substring(BASE.length()))) : null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void admits(Flow flow, String what) {
        String json = Json.text(flow);
        assertThat(schema.validate(json, InputFormat.JSON))
                .as(what + " " + json)
                .isEmpty();
    }
}
