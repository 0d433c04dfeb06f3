package tams.ingest.router;

import static java.util.Objects.requireNonNull;

import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;
import tams.ingest.contracts.Event;
import tams.ingest.contracts.FeedStatus;
import tams.ingest.contracts.Outcome;

/**
 * Keeps one live line per feed, from the ledger and the gaps.
 *
 * <p>Each arrival's state is remembered, so a line of the ledger that is read again counts once. A line goes out only
 * when it changed; a feed of which nothing is left is removed.
 */
final class TallyFeeds implements Processor<String, StatusInput, String, Event> {

    static final String LEDGER_STATES = "ledger-states";
    static final String FEED_STATUSES = "feed-statuses";

    private ProcessorContext<String, Event> context;
    private KeyValueStore<String, String> states;
    private KeyValueStore<String, FeedStatus> statuses;

    @Override
    public void init(ProcessorContext<String, Event> context) {
        this.context = context;
        this.states = requireNonNull(context.getStateStore(LEDGER_STATES), LEDGER_STATES);
        this.statuses = requireNonNull(context.getStateStore(FEED_STATUSES), FEED_STATUSES);
    }

    @Override
    public void process(Record<String, StatusInput> record) {
        String feed = record.key();
        FeedStatus known = statuses.get(feed);
        FeedStatus before = known == null ? FeedStatus.empty(feed) : known;
        FeedStatus after = record.value() instanceof StatusInput.Ledger line
                ? ledger(before, line)
                : StatusTally.gap(before, ((StatusInput.Gap) record.value()).event());
        if (after.equals(before)) {
            return;
        }
        FeedStatus kept = isNothing(after) ? null : after;
        statuses.put(feed, kept);
        context.forward(new Record<String, @Nullable Event>(feed, kept, record.timestamp(), new RecordHeaders()));
    }

    private FeedStatus ledger(FeedStatus status, StatusInput.Ledger line) {
        String key = Outcome.key(line.feed(), line.arrival());
        String word = states.get(key);
        Outcome.State before = word == null ? null : Outcome.State.valueOf(word);
        Outcome outcome = line.outcome();
        if (outcome == null) {
            states.delete(key);
            return StatusTally.removed(status, before);
        }
        if (before == null || !before.isTerminal() || outcome.reopens(before)) {
            states.put(key, outcome.state().name());
        }
        return StatusTally.written(status, before, outcome);
    }

    /** An unmapped folder that was mapped, for example: its parked lines are removed. */
    private static boolean isNothing(FeedStatus status) {
        return status.counts().seen() == 0 && status.gaps() == 0 && status.flowId() == null;
    }
}
