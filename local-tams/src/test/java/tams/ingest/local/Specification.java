package tams.ingest.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The operations of the API and their statuses as the specification lists them, and which of them the tests have seen. */
final class Specification {

    private static final Pattern PATH = Pattern.compile("  (/\\S*):");
    private static final Pattern METHOD = Pattern.compile("    (get|head|put|post|delete):");
    private static final Pattern STATUS = Pattern.compile("        \"(\\d{3})\":");

    private static final Map<String, Set<Integer>> SEEN = new ConcurrentHashMap<>();

    private static final List<Operation> OPERATIONS = Conformance.isPossible() ? read() : List.of();

    private Specification() {}

    /** @param path with its parameters in braces */
    record Operation(String method, String path, Set<Integer> statuses) {

        String name() {
            return method + " " + path;
        }

        boolean matches(String asked, String plain) {
            return method.equals(asked) && plain.matches(path.replaceAll("\\{[^}]+}", "[^/]+"));
        }

        Set<Integer> seen() {
            return SEEN.getOrDefault(name(), Set.of());
        }
    }

    static List<Operation> operations() {
        return OPERATIONS;
    }

    /** Indentation is all the structure that is needed: paths by two blanks, methods by four, statuses by eight. */
    private static List<Operation> read() {
        List<Operation> operations = new ArrayList<>();
        String path = "";
        for (String line : lines()) {
            if (line.equals("webhooks:")) {
                return operations;
            }
            Matcher found = PATH.matcher(line);
            if (found.matches()) {
                path = found.group(1);
            }
            found = METHOD.matcher(line);
            if (found.matches()) {
                operations.add(new Operation(found.group(1).toUpperCase(Locale.ROOT), path, new TreeSet<>()));
            }
            found = STATUS.matcher(line);
            if (found.matches()) {
                operations.get(operations.size() - 1).statuses().add(Integer.valueOf(found.group(1)));
            }
        }
        throw new IllegalStateException("the specification has no webhooks any longer");
    }

    private static List<String> lines() {
        try {
            return Files.readAllLines(Conformance.SPECIFICATION.resolve("TimeAddressableMediaStore.yaml"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The operation that a request is, by its path without query. */
    static Optional<Operation> of(String method, String plain) {
        return OPERATIONS.stream()
                .filter(operation -> operation.matches(method, plain))
                .findFirst();
    }

    static void note(String method, String plain, int status) {
        of(method, plain)
                .ifPresent(operation -> SEEN.computeIfAbsent(operation.name(), name -> new ConcurrentSkipListSet<>())
                        .add(status));
    }
}
