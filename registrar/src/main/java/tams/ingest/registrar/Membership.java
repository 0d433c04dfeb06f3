package tams.ingest.registrar;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import tams.ingest.client.CollectedFlow;
import tams.ingest.client.Flow;
import tams.ingest.client.TagValue;

/**
 * Which tracks a multi Flow collects, and which it has ever collected: what a person took out of it or deleted does not
 * come back.
 */
final class Membership {

    /** The roles of all tracks that we ever put into the collection, with commas between. */
    static final String TRACKS_TAG = "_tams_ingest_tracks";

    private Membership() {}

    /** Whether a track with that role is settled, be it in the collection or not any more. */
    static boolean knows(Flow owner, String role) {
        return roles(owner).contains(role);
    }

    private static Set<String> roles(Flow owner) {
        Set<String> roles = new TreeSet<>();
        members(owner).map(CollectedFlow::role).filter(Objects::nonNull).forEach(roles::add);
        Optional.ofNullable(owner.tags().get(TRACKS_TAG))
                .map(TagValue::toString)
                .ifPresent(tag -> roles.addAll(Arrays.asList(tag.split(","))));
        return roles;
    }

    private static Stream<CollectedFlow> members(Flow owner) {
        List<CollectedFlow> members = owner.flowCollection();
        return members == null ? Stream.empty() : members.stream();
    }

    /**
     * The owner with the tracks that came late.
     *
     * @param wanted all tracks of a chunk that are described in the store
     * @return {@code owner} itself where there is none, or where it takes no change
     */
    static Flow joined(Flow owner, List<CollectedFlow> wanted) {
        List<CollectedFlow> late = wanted.stream()
                .filter(member -> !knows(owner, Objects.requireNonNullElse(member.role(), "")))
                .filter(member -> members(owner).noneMatch(other -> other.id().equals(member.id())))
                .toList();
        if (late.isEmpty() || Upkeep.isClosed(owner)) {
            return owner;
        }
        List<CollectedFlow> all = new ArrayList<>(members(owner).toList());
        all.addAll(late);
        Flow joined = owner.toBuilder().flowCollection(all).build();
        return joined.toBuilder().tag(TRACKS_TAG, tag(joined)).build();
    }

    /** The tag's value for an owner: its roles, those that it had included. */
    static String tag(Flow owner) {
        return String.join(",", roles(owner));
    }
}
