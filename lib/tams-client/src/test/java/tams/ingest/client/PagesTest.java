package tams.ingest.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(30)
class PagesTest {

    private static final UUID FLOW = UUID.fromString("4f79cfd1-c057-47f4-8e4d-1b126ca7bf34");

    private ScriptedStore server;

    @BeforeEach
    void start() throws IOException {
        server = new ScriptedStore();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static String segment(int second) {
        return "[{\"object_id\":\"o" + second + "\",\"timerange\":\"[" + second + ":0_" + (second + 1) + ":0)\"}]";
    }

    private List<String> read(SegmentQuery query) {
        return server.client(new Credentials.Bearer(new Secret("t"))).segments(FLOW, query).stream()
                .map(Segment::objectId)
                .toList();
    }

    @Test
    void followsLinksAsTheyAre() {
        String next = server.url() + "/odd/place?page=%7Bopaque%7D&x";
        server.answering(
                        200,
                        Map.of("Link", "<" + server.url() + "/a>; rel=\"first\", <" + next + ">; rel=\"next\""),
                        segment(0))
                .answering(200, Map.of("X-Paging-Limit", "1"), segment(1));

        assertThat(read(SegmentQuery.all())).containsExactly("o0", "o1");
        assertThat(server.last().uri()).hasToString("/odd/place?page=%7Bopaque%7D&x");
        assertThat(server.last().header("Authorization")).isEqualTo("Bearer t");
    }

    @Test
    void usesTheNextKeyWhereThereIsNoLink() {
        server.answering(200, Map.of("X-Paging-NextKey", "k/1"), segment(0)).answering(200, segment(1));

        assertThat(read(SegmentQuery.all())).containsExactly("o0", "o1");
        assertThat(server.last().uri().getRawQuery()).isEqualTo("accept_get_urls=&limit=300&page=k%2F1");
    }

    @Test
    void usesTheNextKeyWhereTheLinkLeadsAway() {
        server.answering(
                        200,
                        Map.of("Link", "<https://inside.example/x>; rel=next", "X-Paging-NextKey", "k"),
                        segment(0))
                .answering(200, segment(1));

        assertThat(read(SegmentQuery.all())).containsExactly("o0", "o1");
    }

    @Test
    void doesNotGoToAnotherOrigin() {
        server.answering(200, Map.of("Link", "<https://elsewhere.example/x>; rel=\"next\""), segment(0));

        assertThatThrownBy(() -> read(SegmentQuery.all()))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("another origin");
    }

    @Test
    void doesNotGoInCircles() {
        for (int i = 0; i < 10; i++) {
            server.answering(200, Map.of("X-Paging-NextKey", i % 2 == 0 ? "a" : "b"), segment(i));
        }

        assertThatThrownBy(() -> read(SegmentQuery.all()))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("circle");
        assertThat(server.asked).hasSize(3);
    }

    @Test
    void stopsAtTheLimitWithoutAskingForMore() {
        server.answering(200, Map.of("X-Paging-NextKey", "a"), segment(0));

        assertThat(read(SegmentQuery.all().latestFirst().first(1))).containsExactly("o0");
        assertThat(server.asked).hasSize(1);
        assertThat(server.last().uri().getRawQuery()).isEqualTo("reverse_order=true&accept_get_urls=&limit=1");
    }

    @Test
    void goesOnBehindAnEmptyPage() {
        server.answering(200, Map.of("X-Paging-NextKey", "a"), "[]").answering(200, segment(7));

        assertThat(read(SegmentQuery.all())).containsExactly("o7");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "<http://h/n>; rel=\"next\" | http://h/n",
                "<http://h/p>; rel=\"prev\", <http://h/n>; rel=\"next\" | http://h/n",
                "<http://h/n>; title=\"a, b\"; rel=next | http://h/n",
                "<http://h/n>; REL=\"last next\" | http://h/n",
                "<?page=2>; rel=\"next\" | http://h/x/y?page=2",
                "<http://h/a,b>; rel=\"next\" | http://h/a,b",
                "<http://h/n>; rel=\"nextish\" | ``",
                "<http://h/n> | ``",
                "<ht tp://bad>; rel=\"next\" | ``",
                "`` | ``",
            })
    void findsTheNextLink(String header, String next) {
        assertThat(String.valueOf(Pages.link(header, URI.create("http://h/x/y?page=1"))))
                .isEqualTo(next.isEmpty() ? "null" : next);
    }
}
