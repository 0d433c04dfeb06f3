package tams.ingest.registrar;

import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import tams.ingest.client.TamsStore;
import tams.ingest.contracts.EndAsked;
import tams.ingest.contracts.SegmentPlanned;

/** Which records of a lane are carried out together. */
final class SegmentCrew implements Lanes.Crew<Work> {

    private final Desk desk;
    private final int batchMax;

    /**
     * Up to so many at once.
     *
     * @param batchMax at least 1; the last of them has to be uploaded before the first one's place is lost
     */
    SegmentCrew(Desk desk, int batchMax) {
        this.desk = desk;
        this.batchMax = batchMax;
    }

    @Override
    public boolean isLive(Work work) {
        return work.isLive();
    }

    @Override
    public Task join(Deque<Work> queued) {
        if (queued.element() instanceof ReferenceTask) {
            return ReferenceBatch.join(queued, System::nanoTime);
        }
        Work head = queued.remove();
        if (head instanceof ParkedRun run) {
            return run;
        }
        SegmentTask task = (SegmentTask) head;
        Optional<EndAsked> question = task.question();
        return question.isPresent() ? new EndTask(task, question.get(), desk) : together(task, queued);
    }

    private Task together(SegmentTask first, Deque<Work> queued) {
        List<SegmentTask> tasks = new ArrayList<>(List.of(first));
        Party party = new Party();
        first.plan().ifPresent(party::joins);
        while (first.plan().isPresent()
                && tasks.size() < batchMax
                && queued.peek() instanceof SegmentTask next
                && fits(next, first, party)) {
            next.plan().ifPresent(party::joins);
            tasks.add(next);
            queued.remove();
        }
        return new SegmentBatch(tasks, desk);
    }

    private static boolean fits(SegmentTask next, SegmentTask first, Party party) {
        return next.assignment() == first.assignment()
                && next.plan().map(party::mayJoin).orElse(false);
    }

    /** Plans that may be under way at the same time. */
    static final class Party {

        private final Set<UUID> jobs = new HashSet<>();
        private Optional<UUID> flow = Optional.empty();
        private int segments;

        /**
         * Whether one more plan may: one of the same Flow, of another job, that does not need the object of one that is
         * here. It could not tell that one's segment from its own at a wrong time.
         */
        boolean mayJoin(SegmentPlanned plan) {
            return flow.orElse(plan.flowId()).equals(plan.flowId())
                    && segments + plan.segments().size() <= TamsStore.SEGMENTS_PER_CALL_MAX
                    && !jobs.contains(plan.job())
                    && (plan.sameAs() == null || !jobs.contains(plan.sameAs()));
        }

        void joins(SegmentPlanned plan) {
            flow = Optional.of(plan.flowId());
            segments += plan.segments().size();
            jobs.add(plan.job());
        }
    }
}
