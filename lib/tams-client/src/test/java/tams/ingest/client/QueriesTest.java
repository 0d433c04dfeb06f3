package tams.ingest.client;

import static tams.ingest.client.Operation.get;
import static tams.ingest.client.Samples.FLOW;
import static tams.ingest.client.Samples.SOURCE;

import java.io.IOException;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tams.ingest.contracts.TimeRange;

/** Goal: a listing can be narrowed by whatever the API knows. Method: every condition at once. */
@Timeout(30)
class QueriesTest {

    private static final UUID OTHER = UUID.fromString("6101df05-06bb-41b8-8af4-cf7cd33df209");

    static Stream<Operation> queries() {
        return Stream.of(
                get(
                        "/flows?source_id=" + SOURCE
                                + "&format=urn%3Ax-nmos%3Aformat%3Avideo&codec=video%2Fh264&label=l"
                                + "&timerange=%28%29&status=ingesting&frame_width=1280&frame_height=720"
                                + "&init_segments=false&tag.a%20b=1%2C2&tag_exists.c=false&collected_by_ids=" + FLOW
                                + "&sort_by=label&reverse_order=true&limit=300",
                        "[]",
                        List.of(),
                        api -> api.flows()
                                .list(FlowQuery.ofSource(SOURCE)
                                        .format(Format.VIDEO)
                                        .codec("video/h264")
                                        .label("l")
                                        .overlapping(TimeRange.NEVER)
                                        .status("ingesting")
                                        .frameWidth(1280)
                                        .frameHeight(720)
                                        .initSegments(false)
                                        .tag("a b", "1", "2")
                                        .tagExists("c", false)
                                        .collectedBy(FLOW)
                                        .sortedBy("label")
                                        .reversed())),
                get(
                        "/sources?format=urn%3Ax-nmos%3Aformat%3Amulti&label=l&tag.a=1&tag_exists.b=true"
                                + "&collected_by_ids=&sort_by=created&reverse_order=true&limit=5",
                        "[]",
                        List.of(),
                        api -> api.sources()
                                .list(SourceQuery.ALL
                                        .format(Format.MULTI)
                                        .label("l")
                                        .tag("a", "1")
                                        .tagExists("b", true)
                                        .collectedBy()
                                        .sortedBy("created")
                                        .reversed()
                                        .first(5))),
                get(
                        "/flows/" + FLOW + "/segments?timerange=%5B0%3A0_1%3A0%29&object_id=o&reverse_order=true"
                                + "&accept_get_urls=a%2Cb&accept_storage_ids=" + OTHER
                                + "&presigned=true&verbose_storage=true&storage_backend_tag.site=north"
                                + "&storage_backend_tag_exists.old=false&include_object_timerange=true&limit=2",
                        "[]",
                        List.of(),
                        api -> api.segments()
                                .list(
                                        FLOW,
                                        SegmentQuery.overlapping(TimeRange.parse("[0:0_1:0)"))
                                                .ofObject("o")
                                                .latestFirst()
                                                .withObjectTimeranges()
                                                .first(2)
                                                .withUrls(UrlFilter.ALL
                                                        .labelled(List.of("a", "b"))
                                                        .storedAt(List.of(OTHER))
                                                        .presigned(true)
                                                        .described()
                                                        .backendTag("site", "north")
                                                        .backendTagExists("old", false)))),
                get(
                        "/objects/o?presigned=false&flow_tag.genre=live&flow_tag_exists.x=true",
                        "{'id':'o'}",
                        "o",
                        api -> api.objects()
                                .find(
                                        "o",
                                        ObjectQuery.ALL
                                                .urls(UrlFilter.ALL.presigned(false))
                                                .flowTag("genre", "live")
                                                .flowTagExists("x", true))
                                .map(TamsObject::id)
                                .orElseThrow()));
    }

    @ParameterizedTest
    @MethodSource("queries")
    void haveAllOfTheApisConditions(Operation operation) throws IOException {
        operation.check();
    }
}
