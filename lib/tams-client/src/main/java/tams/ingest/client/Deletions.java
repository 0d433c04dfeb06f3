package tams.ingest.client;

import java.net.URI;
import java.util.Map;
import java.util.Optional;

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

    /** From the body; from where {@code Location} points to in a store that puts something else into the body. */
    private DeleteRequest request(Call call, Answer answer) {
        try {
            return StoreJson.one(answer.body(), DeleteRequest.class);
        } catch (StoreJson.NotAsExpected e) {
            URI location = answer.header("Location")
                    .filter(text -> !text.isBlank())
                    .flatMap(text -> resolved(call, text))
                    .filter(authorizer::isHome)
                    .orElseThrow(() -> StoreErrors.unreadable(
                            call, answer, "it neither has the delete request nor says where in the store it is"));
            return calls.read("delete request", new Address(location.toString(), Map.of()), DeleteRequest.class);
        }
    }

    private static Optional<URI> resolved(Call call, String location) {
        try {
            return Optional.of(call.url().uri().resolve(location));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
