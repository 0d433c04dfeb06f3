package tams.ingest.testbed;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tams.ingest.client.Registration;
import tams.ingest.client.SegmentPost;
import tams.ingest.testbed.NastyAudit.Rule;

/**
 * How a {@link NastyStore} registers: segment by segment, going on after one that fails, checking first and writing after
 * others have had their turn where its character says so.
 */
final class NastyRegistration {

    private final StoreCharacter character;
    private final NastyObjects objects;
    private final NastySegments segments;
    private final NastyAudit audit;
    private final Weather weather;

    NastyRegistration(
            StoreCharacter character, NastyObjects objects, NastySegments segments, NastyAudit audit, Weather weather) {
        this.character = character;
        this.objects = objects;
        this.segments = segments;
        this.audit = audit;
        this.weather = weather;
    }

    /**
     * Registers all that may be.
     *
     * @param mishap may keep the first out
     * @param unlisted how long what is written is not listed
     */
    Registration register(UUID flow, List<SegmentPost> posts, Mishap mishap, Duration unlisted) {
        boolean bare = mishap == Mishap.BARELY_LISTED;
        List<Registration.FailedSegment> failed = new ArrayList<>();
        for (int i = 0; i < posts.size(); i++) {
            SegmentPost post = posts.get(i);
            String words = i == 0 && (bare || mishap == Mishap.LISTED) ? "try again" : add(flow, post, unlisted);
            if (words != null) {
                failed.add(
                        new Registration.FailedSegment(post.objectId(), bare ? null : post.timerange(), null, words));
            }
        }
        boolean listed = bare || mishap == Mishap.LISTED || character.refusesByList() || failed.size() < posts.size();
        if (!failed.isEmpty() && !listed) {
            throw StoreRefusals.answered(StoreCall.REGISTER, 400, failed.get(0).words());
        }
        return new Registration(failed, failed.isEmpty() ? 201 : 200);
    }

    private @Nullable String add(UUID flow, SegmentPost post, Duration unlisted) {
        String objection = objects.objection(post.objectId(), flow, character.demandsBytes());
        if (objection != null) {
            audit.applied(Rule.OBJECT_REFUSED);
            return objection;
        }
        if (segments.overlaps(flow, post)) {
            audit.applied(Rule.OVERLAP_REFUSED);
            return "overlap";
        }
        boolean claimedOnly = objects.isClaimed(post.objectId()) && !segments.uses(flow, post.objectId());
        if (claimedOnly && post.objectTimerange() != null) {
            audit.applied(Rule.CLAIM_REFUSED);
            return "object_timerange should not be specified when an object is re-used";
        }
        if (character.checksApart()) {
            weather.others();
            if (segments.overlaps(flow, post)) {
                audit.applied(Rule.CHECK_OVERTAKEN);
            }
        }
        objects.claim(post.objectId());
        audit.wrote(flow, Objects.requireNonNull(segments.write(flow, post, unlisted)));
        return null;
    }
}
