package tams.ingest.registrar;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import tams.ingest.client.StoreException;

/** Finds out whose fault the refusal of a joint call is: the same call for one half and for the other. */
final class Halves {

    private Halves() {}

    static List<RegistrationEvent> of(
            List<Asked> asked, Function<List<Asked>, List<RegistrationEvent>> call, StoreCalls calls) {
        int middle = asked.size() / 2;
        List<RegistrationEvent> events = new ArrayList<>();
        for (List<Asked> half : List.of(asked.subList(0, middle), asked.subList(middle, asked.size()))) {
            try {
                events.addAll(call.apply(half));
            } catch (StoreException e) {
                RegistrationEvent failed = calls.failed(half.get(0), e);
                half.forEach(any -> events.add(failed));
            }
        }
        return events;
    }
}
