package tams.ingest.cli;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import tams.ingest.client.Failure;
import tams.ingest.client.Flow;
import tams.ingest.client.Registration;
import tams.ingest.client.Segment;
import tams.ingest.client.SegmentQuery;
import tams.ingest.client.SegmentReference;
import tams.ingest.client.Source;
import tams.ingest.client.SourceProperty;
import tams.ingest.client.StoreException;
import tams.ingest.client.TamsApi;
import tams.ingest.client.TamsStore;
import tams.ingest.contracts.TimeRange;

/**
 * Writes an edit. Repeating is safe: what is there is left alone, and after an answer that leaves it open what was done,
 * it looks first.
 */
final class EditWriter {

    private final TamsApi api;
    private final Repeats repeats;

    EditWriter(TamsApi api, Repeats repeats) {
        this.api = api;
        this.repeats = repeats;
    }

    /** A segment by what must not be there twice. */
    private record Place(TimeRange range, String object) {}

    /**
     * Writes what is missing.
     *
     * @param byReference as stretches of Flows, which the store must take; otherwise by using the objects again
     * @throws CheckFailedException before anything is written, where a Flow is there and read-only; behind it, naming
     *     what the store refused
     */
    void write(Edit edit, boolean byReference) {
        for (Edit.Track track : edit.tracks()) {
            Optional<Flow> there = api.flow(track.flow().id());
            if (there.isPresent() && Boolean.TRUE.equals(there.get().readOnly())) {
                throw new CheckFailedException("Flow " + track.flow().id()
                        + " is there and read-only: set its read_only to false first, or give another --label");
            }
        }
        edit.members().forEach(this::make);
        edit.tracks().forEach(track -> make(track.flow()));
        edit.collections().forEach(this::make);
        edit.sources().forEach(this::describe);
        for (Edit.Track track : edit.tracks()) {
            UUID flow = track.flow().id();
            if (byReference) {
                fill(
                        track.references(),
                        some -> api.segments().refer(flow, some),
                        () -> references(flow),
                        SegmentReference::timerange);
            } else {
                fill(
                        track.posts(),
                        some -> api.register(flow, some),
                        () -> segments(flow),
                        post -> new Place(post.timerange(), post.objectId()));
            }
        }
    }

    private void make(Flow flow) {
        if (api.flow(flow.id()).isEmpty()) {
            var unused = repeats.call(() -> api.putFlow(flow));
        }
    }

    /** What somebody has said of the Source since stays. */
    private void describe(Edit.Origin origin) {
        Optional<Source> there = api.source(origin.id());
        if (there.isEmpty()) {
            return;
        }
        if (there.get().label() == null) {
            api.setSourceLabel(origin.id(), origin.label());
        }
        String description = origin.description();
        if (there.get().description() == null && description != null) {
            api.sources().set(origin.id(), SourceProperty.DESCRIPTION, description);
        }
        origin.tags().forEach((name, value) -> {
            if (!there.get().tags().containsKey(name)) {
                api.sources().setTag(origin.id(), name, value);
            }
        });
    }

    private Set<Object> segments(UUID flow) {
        Set<Object> there = new HashSet<>();
        for (Segment segment : api.segments(flow, SegmentQuery.all())) {
            there.add(new Place(segment.timerange(), segment.objectId()));
        }
        return there;
    }

    private Set<Object> references(UUID flow) {
        Set<Object> there = new HashSet<>();
        api.segments().references(flow).forEach(reference -> there.add(reference.timerange()));
        return there;
    }

    /** Adds what is not there, many at once; what was refused with others is tried alone. */
    private <T> void fill(
            List<T> wanted,
            Function<List<T>, Registration> call,
            Supplier<Set<Object>> look,
            Function<T, Object> place) {
        List<T> missing = missing(wanted, look, place);
        for (int from = 0; from < missing.size(); from += TamsStore.SEGMENTS_PER_CALL_MAX) {
            int to = Math.min(missing.size(), from + TamsStore.SEGMENTS_PER_CALL_MAX);
            var unused = tried(call, missing.subList(from, to));
        }
        List<T> left = missing.isEmpty() ? missing : missing(missing, look, place);
        List<String> refused = new ArrayList<>();
        for (T one : left) {
            tried(call, List.of(one)).ifPresent(why -> refused.add(place.apply(one) + ": " + why));
        }
        if (!refused.isEmpty() && !missing(left, look, place).isEmpty()) {
            throw new CheckFailedException(
                    refused.size() + " parts were not taken, the same command tries again: " + refused.get(0));
        }
    }

    private static <T> List<T> missing(List<T> wanted, Supplier<Set<Object>> look, Function<T, Object> place) {
        Set<Object> there = look.get();
        return wanted.stream().filter(one -> !there.contains(place.apply(one))).toList();
    }

    /** What the store has against it; empty for nothing. Trouble that is not about these parts is thrown. */
    private <T> Optional<String> tried(Function<List<T>, Registration> call, List<T> some) {
        try {
            Registration answer = repeats.call(() -> call.apply(some));
            return answer.failed().stream()
                    .map(Registration.FailedSegment::words)
                    .findFirst();
        } catch (StoreException e) {
            if (e.failure() == Failure.REFUSED || (StoreTrouble.isTemporary(e) && some.size() == 1)) {
                throw e;
            }
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }
}
