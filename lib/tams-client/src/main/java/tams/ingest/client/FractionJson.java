package tams.ingest.client;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import java.io.IOException;
import tams.ingest.contracts.Rational;

/** TAMS's form of a fraction, {@code {"numerator": 30000, "denominator": 1001}}; an absent denominator is 1. */
final class FractionJson {

    private FractionJson() {}

    static final class Writer extends JsonSerializer<Rational> {
        @Override
        public void serialize(Rational value, JsonGenerator json, SerializerProvider provider) throws IOException {
            json.writeStartObject();
            json.writeNumberField("numerator", value.numerator());
            json.writeNumberField("denominator", value.denominator());
            json.writeEndObject();
        }
    }

    static final class Reader extends JsonDeserializer<Rational> {
        @Override
        public Rational deserialize(JsonParser json, DeserializationContext context) throws IOException {
            JsonNode node = context.readTree(json);
            long denominator = node.path("denominator").asLong(1);
            if (!node.path("numerator").canConvertToLong() || denominator <= 0) {
                throw context.weirdStringException("", Rational.class, "not a fraction");
            }
            return new Rational(node.path("numerator").asLong(), denominator);
        }
    }
}
