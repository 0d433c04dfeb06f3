package tams.ingest.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AddressTest {

    private static final String ALPHABET = "ab.-_~/\\%?#&=+*: \"'<>[]{}|^\u00e9\u4e16\n";

    static LongStream seeds() {
        return LongStream.range(0, 200);
    }

    /** Goal: no id, tag or value can reach another path or parameter. Method: odd texts by seed, read back as a URI. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void keepsEveryTextInItsPlace(long seed) {
        String segment = text(new Random(seed));
        String value = text(new Random(seed + 1_000));

        URI uri = Address.of(URI.create("https://host/tams/"))
                .at("objects", segment)
                .with("q", value)
                .uri();

        assertThat(uri.getRawPath()).startsWith("/tams/objects/").matches("/[^/]+/[^/]+/[^/]+");
        assertThat(uri.getPath()).isEqualTo("/tams/objects/" + segment);
        assertThat(uri.getQuery()).isEqualTo("q=" + value);
        assertThat(uri.getRawQuery()).doesNotContain("&").doesNotContain("+");
        assertThat(uri.normalize()).isEqualTo(uri);
    }

    private static String text(Random random) {
        int length = 1 + random.nextInt(8);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return text.toString();
    }
}
