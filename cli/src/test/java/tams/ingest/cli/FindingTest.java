package tams.ingest.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.apache.kafka.common.Node;
import org.junit.jupiter.api.Test;

/** Goal: figures lead to the right findings, and findings to the right exit code. */
class FindingTest {

    private static final int NOBODY = 1;

    @Test
    void findsAClockThatIsOff() {
        String date = "Thu, 01 Jan 2026 00:00:00 GMT";
        Instant there = Instant.parse("2026-01-01T00:00:00Z");

        assertThat(StoreCheckup.skew(date, there.plusSeconds(5)).status()).isEqualTo(Finding.Status.OK);
        assertThat(StoreCheckup.skew(date, there.plusSeconds(6))).satisfies(late -> {
            assertThat(late.name()).isEqualTo("clock");
            assertThat(late.found()).isEqualTo("this machine is 6 s ahead of the store");
        });
        assertThat(StoreCheckup.skew(date, there.minusSeconds(3_600)).found())
                .isEqualTo("this machine is 3600 s behind the store");
    }

    @Test
    void findsListenersMemoryWatchesAndSpaceThatDoNotDo() {
        assertThat(KafkaCheckup.listener(new Node(1, "127.0.0.1", NOBODY)).status())
                .isEqualTo(Finding.Status.FAILED);
        assertThat(MachineCheckup.memory(768L << 20, 768L << 20).status()).isEqualTo(Finding.Status.WARNING);
        assertThat(MachineCheckup.memory(768L << 20, 2L << 30).status()).isEqualTo(Finding.Status.OK);
        assertThat(MachineCheckup.watches(100).status()).isEqualTo(Finding.Status.WARNING);
        assertThat(FolderCheckup.times(FolderCheckup.ODD_TIME).status()).isEqualTo(Finding.Status.OK);
        assertThat(FolderCheckup.times(FolderCheckup.ODD_TIME.truncatedTo(ChronoUnit.MILLIS))
                        .status())
                .isEqualTo(Finding.Status.OK);
        assertThat(FolderCheckup.times(FolderCheckup.ODD_TIME.truncatedTo(ChronoUnit.SECONDS))
                        .status())
                .isEqualTo(Finding.Status.WARNING);
        assertThat(FolderCheckup.room(1 << 20).status()).isEqualTo(Finding.Status.FAILED);
        assertThat(FolderCheckup.room(2L << 30).status()).isEqualTo(Finding.Status.WARNING);
        assertThat(FolderCheckup.room(1L << 40).status()).isEqualTo(Finding.Status.OK);
    }

    @Test
    void endsWithTheCodeOfTheWorst() {
        Finding fine = Finding.ok("a", "b");
        Finding doubt = Finding.warning("a", "b", "c");

        assertThat(DoctorCommand.exitCode(List.of(fine))).isZero();
        assertThat(DoctorCommand.exitCode(List.of(fine, doubt))).isEqualTo(ExitCode.WARNINGS);
        assertThat(DoctorCommand.exitCode(List.of(fine, doubt, Finding.failed("a", "b", "c"))))
                .isEqualTo(ExitCode.CHECK_FAILED);
    }
}
