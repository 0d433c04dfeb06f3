package tams.ingest.registrar;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tams.ingest.client.Flow;
import tams.ingest.client.FlowBuilder;
import tams.ingest.contracts.Rational;

/**
 * What of a Flow's description follows its content: bit rates, usual segment length, status. Decides on changes; whatever
 * people wrote stays.
 */
final class Upkeep {

    /** A value that is off by no more than this part of it is left alone, in percent. */
    static final long DEVIATION_PERCENT_MAX = 5;

    private Upkeep() {}

    /** The Flow while content comes. @return {@code before} itself where nothing is worth a change */
    static Flow ingesting(Flow before, Throughput throughput, StatusMark mark) {
        boolean fits = mark.says(before, StatusMark.INGESTING)
                && near(before.avgBitRate(), throughput.average())
                && covers(before.maxBitRate(), throughput.peak())
                && near(before.segmentDuration(), throughput.segmentDuration());
        if (fits || isClosed(before)) {
            return before;
        }
        FlowBuilder flow = before.toBuilder()
                .avgBitRate(throughput.average())
                .maxBitRate(Math.max(throughput.peak(), Objects.requireNonNullElse(before.maxBitRate(), 0L)))
                .segmentDuration(throughput.segmentDuration());
        mark.set(flow, StatusMark.INGESTING);
        return flow.build();
    }

    /** The Flow when content has stopped for now. @return {@code before} itself where somebody said something else */
    static Flow awaiting(Flow before, StatusMark mark) {
        if (isClosed(before) || !mark.says(before, StatusMark.INGESTING)) {
            return before;
        }
        FlowBuilder flow = before.toBuilder();
        mark.set(flow, StatusMark.AWAITING_CONTENT);
        return flow.build();
    }

    /** A read-only Flow takes no change, and one made from a Profile takes no technical field (TAMS 8.2, PUT flow). */
    static boolean isClosed(Flow flow) {
        return Boolean.TRUE.equals(flow.readOnly()) || flow.more().containsKey("profile_id");
    }

    private static boolean near(@Nullable Long stated, long measured) {
        long slack = Math.multiplyExact(measured, DEVIATION_PERCENT_MAX) / 100;
        return stated != null && stated >= measured - slack && stated <= measured + slack;
    }

    private static boolean covers(@Nullable Long stated, long measured) {
        return stated != null && (stated >= measured || near(stated, measured));
    }

    private static boolean near(@Nullable Rational stated, Rational measured) {
        if (stated == null) {
            return false;
        }
        Rational miss = stated.compareTo(measured) < 0 ? measured.minus(stated) : stated.minus(measured);
        return miss.times(100).compareTo(measured.times(DEVIATION_PERCENT_MAX)) <= 0;
    }
}
