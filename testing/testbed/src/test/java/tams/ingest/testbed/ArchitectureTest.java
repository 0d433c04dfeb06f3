package tams.ingest.testbed;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** Goal: the direction services → lib → nothing holds, also where one class path holds all of them. */
class ArchitectureTest {

    private static final String[] SERVICES = {
        "tams.ingest.watcher..", "tams.ingest.router..", "tams.ingest.registrar..", "tams.ingest.local.."
    };
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(location -> !location.contains("-tests.jar"))
            .importPackages("tams.ingest");

    @Test
    void noServiceKnowsAnother() {
        for (String service : SERVICES) {
            for (String other : SERVICES) {
                if (!service.equals(other)) {
                    noClasses()
                            .that()
                            .resideInAPackage(service)
                            .should()
                            .dependOnClassesThat()
                            .resideInAPackage(other)
                            .check(CLASSES);
                }
            }
        }
    }

    @Test
    void nobodyKnowsTheCommandLine() {
        noClasses()
                .that()
                .resideOutsideOfPackages("tams.ingest.cli..", "tams.ingest.testbed..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("tams.ingest.cli..")
                .check(CLASSES);
    }

    @Test
    void librariesKnowNoService() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "tams.ingest.contracts..",
                        "tams.ingest.mpegts..",
                        "tams.ingest.client..",
                        "tams.ingest.kit..",
                        "tams.ingest.s3..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(SERVICES)
                .check(CLASSES);
    }

    @Test
    void contractsAndMediaKnowNoKafkaAndNoCamel() {
        noClasses()
                .that()
                .resideInAnyPackage("tams.ingest.contracts..", "tams.ingest.mpegts..", "tams.ingest.client..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.kafka..", "org.apache.camel..")
                .check(CLASSES);
    }

    @Test
    void onlyTheLocalStoreAndBucketsKnowTheAwsSdk() {
        noClasses()
                .that()
                .resideOutsideOfPackages("tams.ingest.local..", "tams.ingest.s3..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("software.amazon.awssdk..")
                .check(CLASSES);
    }

    @Test
    void onlyTheLocalStoreKnowsTheObjectStoreAndTheDatabase() {
        noClasses()
                .that()
                .resideOutsideOfPackage("tams.ingest.local..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.gaul..", "org.h2..")
                .check(CLASSES);
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching("tams.ingest.(*)..").should().beFreeOfCycles().check(CLASSES);
    }
}
