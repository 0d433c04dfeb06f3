package tams.ingest.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Many clients at once. */
@Timeout(60)
class ConcurrencyTest {

    private static final int CLIENTS = 8;

    @RegisterExtension
    static final RunningStore STORE = new RunningStore();

    private final StoreClient client = STORE.client();

    /** Goal: the overlap check and the insert are one. Method: eight clients want the same second, for twenty seconds. */
    @Test
    void letsOneOfManyHaveAPlaceInTime() throws Exception {
        String flow = client.newFlow();
        client.register(flow, flow, "[-100:0_-90:0)");
        ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
        try {
            for (int second = 0; second < 20; second++) {
                var wanted = StoreClient.segment(flow, "[" + second + ":0_" + (second + 1) + ":0)")
                        .put("ts_offset", (second + 100) + ":0");
                Callable<Integer> attempt = () -> client.send("POST", "/flows/" + flow + "/segments", wanted)
                        .status();
                List<Integer> statuses = new ArrayList<>();
                for (Future<Integer> answer : clients.invokeAll(Collections.nCopies(CLIENTS, attempt))) {
                    statuses.add(answer.get());
                }
                assertThat(statuses).containsOnlyOnce(201).contains(400).hasSize(CLIENTS);
            }
        } finally {
            clients.shutdown();
        }
        assertThat(client.get("/flows/" + flow + "/segments").body()).hasSize(21);
    }
}
