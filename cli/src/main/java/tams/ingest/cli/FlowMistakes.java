package tams.ingest.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tams.ingest.client.EssenceParameters;
import tams.ingest.client.Flow;
import tams.ingest.client.Format;

/** What a store's schema would have against a Flow (TAMS 8.2, {@code flow} schemas), all of it at once. */
final class FlowMistakes {

    private static final Pattern MIME_TYPE = Pattern.compile("(application|audio|font|example|image|message|model"
            + "|multipart|text|video|x-[A-Za-z0-9!#$&^_.+-]+)/[A-Za-z0-9!#$&^_.+-]+");

    private static final int VERSION_MAX = 5;

    private static final int VARIANT = 2;

    private final Flow flow;
    private final List<String> mistakes = new ArrayList<>();

    private FlowMistakes(Flow flow) {
        this.flow = flow;
    }

    /** One line each, in the API's words; empty for a Flow that fits. */
    static List<String> of(Flow flow) {
        FlowMistakes found = new FlowMistakes(flow);
        found.check();
        return found.mistakes;
    }

    private void check() {
        id("id", flow.id());
        id("source_id", flow.sourceId());
        type("codec", flow.codec());
        type("container", flow.container());
        Format format = flow.format();
        boolean fromProfile = flow.more().containsKey("profile_id");
        if (format == null) {
            say(!fromProfile, "format is missing: a URN such as " + Format.VIDEO);
        } else if (!format.equals(Format.MULTI) && !fromProfile) {
            say(flow.codec() == null, "codec is missing, e.g. video/h264");
            say(flow.essenceParameters() == null, "essence_parameters are missing");
            essence(format, flow.essenceParameters());
        }
        boolean collects =
                flow.flowCollection() != null && !flow.flowCollection().isEmpty();
        say(collects && !Format.MULTI.equals(format), "flow_collection: only a multi Flow collects others");
    }

    private void essence(Format format, @Nullable EssenceParameters essence) {
        if (essence == null) {
            return;
        }
        if (format.equals(Format.VIDEO) || format.equals(Format.IMAGE)) {
            say(
                    essence.frameWidth() == null || essence.frameHeight() == null,
                    "frame_width and frame_height are missing");
        }
        if (format.equals(Format.VIDEO)) {
            boolean varies = Boolean.TRUE.equals(essence.vfr());
            say(
                    varies == (essence.frameRate() != null),
                    "frame_rate, or vfr where it varies: exactly one of them belongs to a video Flow");
        }
        if (format.equals(Format.AUDIO)) {
            say(essence.sampleRate() == null || essence.channels() == null, "sample_rate and channels are missing");
        }
    }

    private void id(String field, UUID id) {
        say(
                id.version() < 1 || id.version() > VERSION_MAX || id.variant() != VARIANT,
                field + " " + id + " is not a UUID of version 1 to 5, which TAMS demands");
    }

    private void type(String field, @Nullable String type) {
        say(
                type != null && !MIME_TYPE.matcher(type).matches(),
                field + " '" + type + "' is not a MIME type without parameters, e.g. video/mp2t");
    }

    private void say(boolean isMistake, String text) {
        if (isMistake) {
            mistakes.add(text);
        }
    }
}
