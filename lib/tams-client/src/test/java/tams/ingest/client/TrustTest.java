package tams.ingest.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static tams.ingest.client.Samples.failureOf;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A store behind TLS whose certificate nobody knows: made with the platform's keytool, one with the right name, one not. */
@Timeout(60)
class TrustTest {

    private static final char[] PASSWORD = "changeit".toCharArray();

    @TempDir
    private static Path folder;

    private static HttpsServer right;
    private static HttpsServer wrong;

    @BeforeAll
    static void start() throws Exception {
        right = server("right", "san=ip:127.0.0.1");
        wrong = server("wrong", "san=dns:other.example");
    }

    @AfterAll
    static void stop() {
        right.stop(0);
        wrong.stop(0);
    }

    /** A server with a certificate that is signed by itself; its PEM form is left in the folder. */
    private static HttpsServer server(String name, String extension) throws Exception {
        Path keys = folder.resolve(name + ".p12");
        keytool("-genkeypair", "-alias", name, "-keyalg", "EC", "-dname", "CN=" + name, "-ext", extension, keys);
        keytool("-exportcert", "-alias", name, "-rfc", "-file", pem(name), keys);
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(keys)) {
            store.load(in, PASSWORD);
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(store, PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context));
        byte[] service = "{\"api_version\":\"8.2\"}".getBytes(StandardCharsets.UTF_8);
        server.createContext("/", exchange -> {
            try (exchange) {
                exchange.sendResponseHeaders(200, service.length);
                exchange.getResponseBody().write(service);
            }
        });
        server.start();
        return server;
    }

    private static void keytool(Object... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        for (int i = 0; i < arguments.length - 1; i++) {
            command.add(arguments[i].toString());
        }
        command.addAll(
                List.of("-keystore", arguments[arguments.length - 1].toString(), "-storepass", new String(PASSWORD)));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
    }

    private static Path pem(String name) {
        return folder.resolve(name + ".pem");
    }

    private static HttpTamsStore store(HttpsServer server, Trust trust) {
        return HttpTamsStore.open(
                URI.create("https://127.0.0.1:" + server.getAddress().getPort()),
                new Credentials.None(),
                StoreOptions.DEFAULT.trusting(trust));
    }

    private static String sha256(String name) throws Exception {
        MessageDigest digest = Sha256.start();
        digest.update(CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(Files.readAllBytes(pem(name))))
                .getEncoded());
        return Sha256.hex(digest);
    }

    @Test
    void aCertificateThatNobodyKnowsIsRefusedBeforeAnythingIsSent() {
        StoreException error = failureOf(() -> store(right, Trust.PLATFORM).service());

        assertThat(error.failure()).isEqualTo(Failure.REFUSED);
        assertThat(error).hasMessageContaining("could not connect").hasMessageContaining("tams.ca_file");
    }

    @Test
    void anOwnAuthorityIsBelievedForTheNameThatItSigned() {
        assertThat(store(right, new Trust(pem("right"), null)).service().apiVersion())
                .isEqualTo("8.2");
        assertThat(failureOf(() -> store(wrong, new Trust(pem("wrong"), null)).service()))
                .hasMessageContaining("tams.certificate_sha256");
        assertThat(failureOf(() -> store(right, new Trust(pem("wrong"), null)).service()))
                .hasMessageContaining("nobody vouches for the server");
    }

    @Test
    void oneGivenCertificateIsBelievedWhateverItsName() throws Exception {
        String colons = sha256("wrong").toUpperCase(Locale.ROOT).replaceAll("(..)(?=.)", "$1:");

        assertThat(store(wrong, new Trust(null, colons)).service().apiVersion()).isEqualTo("8.2");
        assertThat(failureOf(() -> store(right, new Trust(null, colons)).service()))
                .isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "not a certificate", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"})
    void authoritiesThatCannotBeReadAreNamed(String content) throws IOException {
        Path file = Files.writeString(folder.resolve("bad.pem"), content);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> store(right, new Trust(file, null)))
                .withMessageContaining("bad.pem");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> store(right, new Trust(folder.resolve("none.pem"), null)))
                .withMessageContaining("none.pem");
        assertThatIllegalArgumentException().isThrownBy(() -> new Trust(null, "12:34"));
    }
}
