package tams.ingest.client;

import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Asks for deletions that a store may go on with after its answer. */
final class Deletions {

    private final MetadataCalls calls;
    private final Authorizer authorizer;

    Deletions(MetadataCalls calls, Authorizer authorizer) {
        this.calls = calls;
        this.authorizer = authorizer;
    }

    Deletion delete(String name, Address address) {
        Call call = MetadataCalls.call(name, Effect.REMOVE, "DELETE", address);
        Answer answer = calls.delete(call, address);
        return switch (answer.status()) {
            case 200, 204 -> Deletion.DONE;
            case 202 -> new Deletion(Deletion.State.UNDER_WAY, request(call, answer));
            case 404 -> Deletion.NOT_THERE;
            default -> throw StoreErrors.answered(call, answer);
        };
    }

    /** From the body; from where {@code Location} points to in a store that leaves the body empty. */
    private DeleteRequest request(Call call, Answer answer) {
        if (answer.body().length > 0) {
            return MetadataCalls.body(call, answer, DeleteRequest.class);
        }
        @Nullable URI location =
                answer.header("Location").flatMap(text -> resolved(call, text)).orElse(null);
        if (location == null || !authorizer.isHome(location)) {
            throw StoreErrors.unreadable(call, answer, "it neither has the delete request nor says where it is");
        }
        return calls.read("delete request", Address.of(location), DeleteRequest.class);
    }

    private static Optional<URI> resolved(Call call, String location) {
        try {
            return Optional.of(call.url().uri().resolve(location));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
