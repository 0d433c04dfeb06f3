package tams.ingest.testbed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Goal: a command that cannot be done says what is wrong and what to do, with the exit code of the contract. */
class BadCommandTest {

    private static final int CHECK_FAILED = 3;
    private static final int USAGE = 2;
    private static final int TEMPORARY = 75;
    private static final int BAD_CONFIGURATION = 78;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void aWrongKeyIsNamedWithTheNearestKnownOne() throws IOException {
        Files.writeString(folder.resolve("tams-ingest.yaml"), "tams:\n  ulr: http://127.0.0.1:1\n");

        CommandLineProcess status = CommandLineProcess.run(folder, Map.of(), "status");

        assertThat(status.exit()).isEqualTo(BAD_CONFIGURATION);
        assertThat(status.err()).contains("tams.ulr").contains("did you mean 'tams.url'?");
        assertThat(status.out()).isEmpty();
    }

    @Test
    void aMistakeInTheFeedTableIsNamedBeforeAnythingIsWritten() throws IOException {
        Path feeds = Files.writeString(folder.resolve("feeds.yaml"), "feeds: [{id: a, complet: rename}]\n");

        CommandLineProcess apply = CommandLineProcess.run(folder, Map.of(), "feeds", "apply", feeds.toString());

        assertThat(apply.exit()).isEqualTo(BAD_CONFIGURATION);
        assertThat(apply.err()).contains("feeds.yaml").contains("feed 'a'").contains("did you mean 'complete'?");
    }

    @Test
    void aBrokerThatDoesNotAnswerIsTemporary() throws IOException {
        Map<String, String> nobody = Map.of("TAMS_INGEST_KAFKA_BOOTSTRAP", "127.0.0.1:" + LocalProcess.freePort());

        CommandLineProcess status = CommandLineProcess.run(folder, nobody, "status");

        assertThat(status.exit()).isEqualTo(TEMPORARY);
        assertThat(status.err()).contains("kafka.bootstrap");
    }

    @Test
    void anUnknownCommandIsAMistakeOfUse() {
        assertThat(CommandLineProcess.run(folder, Map.of(), "stauts").exit()).isEqualTo(USAGE);
        assertThat(CommandLineProcess.run(folder, Map.of()).exit()).isEqualTo(USAGE);
    }

    @Test
    void aFileThatIsNoChunkGivesItsLineAndAFailedCheck() throws IOException {
        Path text = Files.writeString(folder.resolve("no chunk.ts"), "This is not a transport stream.");
        Path chunk = Files.write(folder.resolve("chunk.ts"), Samples.camera(1));

        CommandLineProcess probe = CommandLineProcess.run(
                folder, Map.of(), "probe", "--json", text.toString(), "none.ts", chunk.toString());

        assertThat(probe.exit()).isEqualTo(CHECK_FAILED);
        assertThat(probe.out().lines()).hasSize(3);
        assertThat(probe.out().lines().toList().get(0)).contains("\"error\":\"NOT_TS: ");
        assertThat(probe.out().lines().toList().get(1)).contains("\"error\":\"UNREADABLE: there is no such file\"");
        assertThat(probe.out().lines().toList().get(2)).contains("\"frame_ticks\":\"3003\"");
    }

    @Test
    void aTakenPortAndAFolderInUseAreNamed() throws IOException {
        LocalProcess.Home home = LocalProcess.Home.in(folder.resolve("home"));
        try (LocalProcess local = LocalProcess.start(home, null)) {
            CommandLineProcess sameFolder = secondLocal(home.data());
            assertThat(sameFolder.exit()).isEqualTo(BAD_CONFIGURATION);
            assertThat(sameFolder.err()).contains("in use").contains(home.data().toString());
            assertNamed("--kafka-port", home.kafkaPort());
            assertNamed("--tams-port", home.tamsPort());
            assertNamed("--ops-port", home.opsPort());
            local.stop();
        }
    }

    private void assertNamed(String flag, int port) throws IOException {
        CommandLineProcess second = secondLocal(folder.resolve("other"), flag, "" + port);
        assertThat(second.exit()).as(second.err()).isEqualTo(BAD_CONFIGURATION);
        assertThat(second.err()).contains("" + port).contains(flag).doesNotContain("\tat ");
        assertThat(second.out()).isEmpty();
    }

    private CommandLineProcess secondLocal(Path data, String... taken) throws IOException {
        List<String> arguments = new ArrayList<>(
                List.of("local", "--drop", folder.resolve("drop").toString(), "--data", data.toString()));
        for (String flag : List.of("--tams-port", "--s3-port", "--kafka-port", "--ops-port")) {
            if (!List.of(taken).contains(flag)) {
                arguments.addAll(List.of(flag, "" + LocalProcess.freePort()));
            }
        }
        arguments.addAll(List.of(taken));
        return CommandLineProcess.run(folder, Map.of(), arguments.toArray(new String[0]));
    }
}
