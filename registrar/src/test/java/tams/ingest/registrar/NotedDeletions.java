package tams.ingest.registrar;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tams.ingest.client.DeleteRequest;
import tams.ingest.client.Deletion;
import tams.ingest.client.StoreException;
import tams.ingest.contracts.Json;
import tams.ingest.contracts.TimeRange;

/** A store that notes what it is asked for. */
final class NotedDeletions implements RetentionCalls {

    final List<String> asked = new ArrayList<>();
    final Map<UUID, @Nullable String> requests = new HashMap<>();
    Supplier<Deletion> answer = () -> new Deletion(Deletion.State.DONE, null);

    @Nullable StoreException trouble;

    @Override
    public Deletion delete(UUID flow, TimeRange behind) {
        asked.add(flow.getLeastSignificantBits() + " " + behind);
        if (trouble != null) {
            throw trouble;
        }
        return answer.get();
    }

    @Override
    public Optional<DeleteRequest> find(UUID request) {
        asked.add("find");
        if (trouble != null) {
            throw trouble;
        }
        return Optional.ofNullable(requests.get(request)).map(status -> request(request, status));
    }

    /** From now on deletions outlast their answer. */
    UUID goesOnAfterwards() {
        UUID id = new UUID(0x5000, requests.size() + 1000L);
        requests.put(id, "created");
        answer = () -> new Deletion(Deletion.State.UNDER_WAY, request(id, "created"));
        return id;
    }

    private static DeleteRequest request(UUID id, String status) {
        return Json.read(
                Json.bytes(Map.of(
                        "id",
                        id,
                        "flow_id",
                        RetentionTest.FLOW,
                        "timerange_to_delete",
                        "_",
                        "delete_flow",
                        false,
                        "status",
                        status)),
                DeleteRequest.class);
    }
}
