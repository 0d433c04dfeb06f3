package tams.ingest.cli;

import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.pattern.ThrowableProxyConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.encoder.EncoderBase;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.slf4j.Marker;
import org.slf4j.event.KeyValuePair;
import tams.ingest.contracts.Json;

/**
 * The form of the log: text where stderr is a terminal, else JSON, one object a line, with the names of the Elastic Common
 * Schema; {@code LOG_FORMAT=text|json} decides otherwise. No line shows a secret, see {@link Blotter}. Named in logback.xml.
 */
public final class LogLines extends EncoderBase<ILoggingEvent> {

    private static final byte[] NONE = new byte[0];
    private static final String PATTERN =
            "%d{\"yyyy-MM-dd'T'HH:mm:ss.SSSXXX\",UTC} %-5level %logger{0} %replace(%marker ){'^ $',''}%msg %kvp{DOUBLE}%n";

    private final PatternLayout text = new PatternLayout();
    private final ThrowableProxyConverter stackTrace = new ThrowableProxyConverter();
    private boolean json;

    @Override
    public void start() {
        String format = System.getenv().getOrDefault("LOG_FORMAT", "auto");
        start(format.equals("json") || (!format.equals("text") && !Terminal.is(Terminal.STDERR)));
    }

    void start(boolean asJson) {
        this.json = asJson;
        text.setContext(getContext());
        text.setPattern(PATTERN);
        text.start();
        stackTrace.start();
        super.start();
    }

    @Override
    public byte[] headerBytes() {
        return NONE;
    }

    @Override
    public byte[] encode(ILoggingEvent event) {
        // Before anything is escaped: a blot must see words as they are.
        String line = json ? object(event) + "\n" : Blotter.blot(text.doLayout(event));
        return line.getBytes(StandardCharsets.UTF_8);
    }

    private String object(ILoggingEvent event) {
        ObjectNode line = Json.MAPPER.createObjectNode();
        line.put("@timestamp", Instant.ofEpochMilli(event.getTimeStamp()).toString());
        line.put("log.level", event.getLevel().toString());
        line.put("log.logger", event.getLoggerName());
        line.put("message", Blotter.blot(event.getFormattedMessage()));
        List<Marker> markers = event.getMarkerList();
        if (markers != null && !markers.isEmpty()) {
            line.put("event.code", markers.get(0).getName());
        }
        List<KeyValuePair> pairs = event.getKeyValuePairs();
        if (pairs != null) {
            pairs.forEach(pair -> line.put(snake(pair.key), Blotter.blot(String.valueOf(pair.value))));
        }
        if (event.getThrowableProxy() != null) {
            line.put("error.stack_trace", Blotter.blot(stackTrace.convert(event)));
        }
        return line.toString();
    }

    private static String snake(String key) {
        return key.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    }

    @Override
    public byte[] footerBytes() {
        return NONE;
    }
}
