package tams.ingest.cli;

import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tams.ingest.client.FlowQuery;
import tams.ingest.client.Format;
import tams.ingest.client.SourceQuery;

/** The conditions that listings of Flows and of Sources have in common. Several must all hold. */
final class ListOptions {

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private CommandSpec spec;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            converter = OptionForms.FormatName.class,
            description = "video, audio, data, image, multi or a URN")
    private @Nullable Format format;

    @Option(names = "--label", paramLabel = "TEXT", description = "with exactly this label")
    private @Nullable String label;

    @Option(names = "--tag", paramLabel = "NAME=VALUE", description = "with that value in the tag; may be repeated")
    private Map<String, String> tags = new TreeMap<>();

    @Option(names = "--tag-exists", paramLabel = "NAME", description = "with a tag of that name")
    private @Nullable String tagExists;

    @Option(
            names = "--collected-by",
            paramLabel = "ID",
            converter = OptionForms.Id.class,
            description = "the members of that one (API 8.2)")
    private @Nullable UUID collectedBy;

    @Option(names = "--sort-by", paramLabel = "KEY", description = "created, label, … (API 8.2)")
    private @Nullable String sortBy;

    @Option(names = "--reverse", description = "last first")
    private boolean reverse;

    @Option(
            names = "--limit",
            paramLabel = "N",
            converter = OptionForms.Count.class,
            description = "at most so many; all pages otherwise")
    private @Nullable Integer limit;

    @Option(names = "--json", description = "the store's own objects, in one list")
    private boolean json;

    boolean json() {
        return json;
    }

    /** The API has no way to ask for a value with a comma, which would mean one of several. */
    private String single(Map.Entry<String, String> tag) {
        if (tag.getValue().isEmpty() || tag.getValue().indexOf(',') >= 0) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--tag " + tag.getKey() + ": a value to look for is not empty and has no comma");
        }
        return tag.getValue();
    }

    FlowQuery of(FlowQuery query) {
        FlowQuery asked = query;
        asked = format == null ? asked : asked.format(format);
        asked = label == null ? asked : asked.label(label);
        for (Map.Entry<String, String> tag : tags.entrySet()) {
            asked = asked.tag(tag.getKey(), single(tag));
        }
        asked = tagExists == null ? asked : asked.tagExists(tagExists, true);
        asked = collectedBy == null ? asked : asked.collectedBy(collectedBy);
        asked = sortBy == null ? asked : asked.sortedBy(sortBy);
        asked = reverse ? asked.reversed() : asked;
        return limit == null ? asked : asked.first(limit);
    }

    SourceQuery of(SourceQuery query) {
        SourceQuery asked = query;
        asked = format == null ? asked : asked.format(format);
        asked = label == null ? asked : asked.label(label);
        for (Map.Entry<String, String> tag : tags.entrySet()) {
            asked = asked.tag(tag.getKey(), single(tag));
        }
        asked = tagExists == null ? asked : asked.tagExists(tagExists, true);
        asked = collectedBy == null ? asked : asked.collectedBy(collectedBy);
        asked = sortBy == null ? asked : asked.sortedBy(sortBy);
        asked = reverse ? asked.reversed() : asked;
        return limit == null ? asked : asked.first(limit);
    }
}
