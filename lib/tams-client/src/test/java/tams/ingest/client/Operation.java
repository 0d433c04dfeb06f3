package tams.ingest.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * One call of a client, the request it has to be and an answer to it; quotes of JSON are single.
 *
 * @param request method, path and query
 * @param body empty where there is none
 * @param result what the call gives
 */
record Operation(
        String request, String body, int status, String answer, Function<TamsApi, Object> call, Object result) {

    @Override
    public String toString() {
        return request + " → " + status;
    }

    static Operation get(String path, String answer, Object result, Function<TamsApi, Object> call) {
        return new Operation("GET " + path, "", 200, answer, call, result);
    }

    static Operation missing(String path, Function<TamsApi, Object> call) {
        return new Operation("GET " + path, "", 404, "", call, Optional.empty());
    }

    static Operation write(String request, String body, int status, Consumer<TamsApi> call) {
        return new Operation(
                request,
                body,
                status,
                "",
                api -> {
                    call.accept(api);
                    return "";
                },
                "");
    }

    static Operation delete(String path, int status, Object result, Function<TamsApi, Object> call) {
        return new Operation("DELETE " + path, "", status, "", call, result);
    }

    static byte[] json(String text) {
        return text.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    }

    /** Makes the call to a real server. */
    void check() throws IOException {
        try (ScriptedStore server = new ScriptedStore();
                HttpTamsStore store = server.client()) {
            server.answering(status, answer.replace('\'', '"'));

            assertThat(call.apply(store)).isEqualTo(result);

            assertThat(server.asked).hasSize(1);
            assertThat(server.last().method() + " " + server.last().uri()).isEqualTo(request);
            assertThat(StoreJson.tree(server.last().body().getBytes(StandardCharsets.UTF_8)))
                    .isEqualTo(StoreJson.tree(json(body)));
        }
    }
}
