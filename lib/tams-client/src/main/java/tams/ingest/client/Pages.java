package tams.ingest.client;

import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads listings to their end: {@code Link} first, {@code X-Paging-NextKey} where there is none that may be followed. */
final class Pages {

    /** Most pages of a listing, empty ones included; a store that goes on beyond is taken to be in a loop. */
    static final int PAGES_MAX = 2_000;

    /** Most items of a listing: some 100 MB as objects. */
    static final int ITEMS_MAX = 200_000;

    /** What is asked for at a time: the most that AWS's store gives. */
    static final int PAGE_ITEMS = 300;

    private static final Pattern LINK = Pattern.compile("<([^<>]*)>((?:\\s*;\\s*[^,;\"]+(?:\"[^\"]*\")?)*)");
    private static final Pattern NEXT =
            Pattern.compile("(?i);\\s*rel\\s*=\\s*(\"([^\"]*\\s)?next(\\s[^\"]*)?\"|next\\s*(;|$))");

    private final HttpCalls calls;
    private final Authorizer authorizer;

    Pages(HttpCalls calls, Authorizer authorizer) {
        this.calls = calls;
        this.authorizer = authorizer;
    }

    /**
     * The items that {@code wanted} takes, in the store's order.
     *
     * @param limit how many at most; null for all
     */
    <T> List<T> read(String name, Address address, Class<T> type, Predicate<T> wanted, @Nullable Integer limit) {
        List<T> items = new ArrayList<>();
        Address first = address.with("limit", limit == null ? PAGE_ITEMS : Math.min(PAGE_ITEMS, limit));
        walk(name, first, (call, answer) -> {
            for (T item : items(call, answer, type)) {
                if (wanted.test(item)) {
                    items.add(item);
                }
                if (limit != null && items.size() == limit) {
                    return false;
                }
            }
            return hasRoom(call, items.size());
        });
        return items;
    }

    /** All items of a short listing, in the store's order and pages of its size: before 8.0 some had none. */
    <T> List<T> all(String name, Address address, Class<T> type) {
        List<T> all = new ArrayList<>();
        walk(name, address, (call, answer) -> {
            all.addAll(items(call, answer, type));
            return hasRoom(call, all.size());
        });
        return all;
    }

    /**
     * Reads page after page, each with status 200, until there is no next one or {@code onPage} has enough.
     *
     * @param onPage whether to go on
     */
    void walk(String name, Address first, BiPredicate<Call, Answer> onPage) {
        Set<URI> seen = new HashSet<>();
        @Nullable URI next = first.uri();
        while (next != null) {
            Call call = new Call(name, Effect.READ, "GET", StoreUrl.of(next.toString()));
            if (!seen.add(next) || seen.size() > PAGES_MAX) {
                throw declined(call, "the store's pages lead in a circle after " + seen.size() + " pages");
            }
            Answer answer = page(call, next);
            next = onPage.test(call, answer) ? next(call, answer, next, first) : null;
        }
    }

    /** True, or an error when there are too many items already. */
    static boolean hasRoom(Call call, int items) {
        if (items > ITEMS_MAX) {
            throw declined(call, "more than " + ITEMS_MAX + " items: ask for less at a time");
        }
        return true;
    }

    private Answer page(Call call, URI uri) {
        Answer answer = calls.send(new Exchange(
                call,
                uri,
                Map.of("Accept", "application/json"),
                null,
                true,
                calls.limits().read(),
                null,
                HttpCalls.LIST_BYTES_MAX,
                null));
        if (answer.status() != 200) {
            throw StoreErrors.answered(call, answer);
        }
        return answer;
    }

    private static <T> List<T> items(Call call, Answer answer, Class<T> type) {
        if (answer.isCut()) {
            throw StoreErrors.unreadable(
                    call, answer, "the body is longer than " + HttpCalls.LIST_BYTES_MAX + " bytes");
        }
        try {
            return StoreJson.list(answer.body(), type);
        } catch (StoreJson.NotAsExpected e) {
            throw StoreErrors.unreadable(call, answer, String.valueOf(e.getMessage()));
        }
    }

    private @Nullable URI next(Call call, Answer answer, URI current, Address first) {
        @Nullable URI link = link(String.join(",", answer.headers().allValues("Link")), current);
        if (link != null && authorizer.isHome(link)) {
            return link;
        }
        @Nullable String key = answer.header("X-Paging-NextKey")
                .filter(text -> !text.isBlank())
                .orElse(null);
        if (key != null) {
            return first.with("page", key).uri();
        }
        if (link != null) {
            throw declined(call, "the next page is at another origin, which gets no credentials: check tams.url");
        }
        return null;
    }

    /** The target of {@code rel="next"} (RFC 8288); null where there is none. */
    static @Nullable URI link(String header, URI current) {
        Matcher links = LINK.matcher(header);
        while (links.find()) {
            if (NEXT.matcher(links.group(2)).find()) {
                try {
                    return resolve(current, links.group(1));
                } catch (IllegalArgumentException e) {
                    return null;
                }
            }
        }
        return null;
    }

    /** As RFC 3986 has it; the platform's follows an older rule for a reference that is a query alone. */
    private static URI resolve(URI current, String reference) {
        return reference.startsWith("?")
                ? URI.create(current.toString().split("[?#]", 2)[0] + reference)
                : current.resolve(reference);
    }

    private static StoreException declined(Call call, String why) {
        return StoreErrors.declined(call, Failure.REFUSED, 200, why);
    }
}
