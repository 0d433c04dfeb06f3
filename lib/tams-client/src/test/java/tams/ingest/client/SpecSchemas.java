package tams.ingest.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;

/** BBC's schemas, by their file names. */
final class SpecSchemas {

    private static final String BASE = "https://tams.example/schemas/";
    private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12, registry -> registry.schemas(SpecSchemas::schema));

    private SpecSchemas() {}

    /** The text of one of BBC's schemas, which name each other by their file names. */
    @SuppressWarnings("NullAway") // null is how a registry is told that a schema is not here
    private static String schema(String iri) {
        try {
            return iri.startsWith(BASE) ? Files.readString(Spec.file("schemas/" + iri.substring(BASE.length()))) : null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<?> errors(String schema, String json) {
        return SCHEMAS.getSchema(SchemaLocation.of(BASE + schema)).validate(json, InputFormat.JSON);
    }

    static void assertValid(String schema, String json) {
        assertThat(errors(schema, json)).as("%s by %s", json, schema).isEmpty();
    }
}
