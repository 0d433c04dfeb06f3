package tams.ingest.client;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/** Believes a server that shows one given certificate, or that one of several authorities vouches for. */
final class TrustedServers extends X509ExtendedTrustManager {

    private final @Nullable String certificateSha256;
    private final List<X509ExtendedTrustManager> authorities;

    private TrustedServers(@Nullable String certificateSha256, List<X509ExtendedTrustManager> authorities) {
        this.certificateSha256 = certificateSha256;
        this.authorities = authorities;
    }

    /** @throws IllegalArgumentException when the authorities cannot be read, naming the file */
    static SSLContext context(Trust trust) {
        try {
            List<X509ExtendedTrustManager> authorities = new ArrayList<>();
            if (trust.authorities() != null) {
                authorities.add(managerOf(keys(trust.authorities())));
            }
            authorities.add(managerOf(null));
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new TrustedServers(trust.certificateSha256(), authorities)}, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("TLS cannot be set up: " + e.getMessage(), e);
        }
    }

    private static KeyStore keys(Path pem) throws GeneralSecurityException {
        try (InputStream in = Files.newInputStream(pem)) {
            KeyStore keys = KeyStore.getInstance(KeyStore.getDefaultType());
            keys.load(null, null);
            for (Certificate certificate :
                    CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                keys.setCertificateEntry(Integer.toString(keys.size()), certificate);
            }
            if (keys.size() == 0) {
                throw new IllegalArgumentException(pem + " holds no certificate in PEM form");
            }
            return keys;
        } catch (IOException | CertificateException e) {
            throw new IllegalArgumentException(
                    pem + " cannot be read as certificates in PEM form: "
                            + e.getClass().getSimpleName(),
                    e);
        }
    }

    /** Of the platform's authorities where {@code keys} is null. */
    private static X509ExtendedTrustManager managerOf(@Nullable KeyStore keys) throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(keys);
        for (TrustManager manager : factory.getTrustManagers()) {
            if (manager instanceof X509ExtendedTrustManager extended) {
                return extended;
            }
        }
        throw new GeneralSecurityException("the platform has no trust manager for X.509");
    }

    /** One way to ask an authority. */
    private interface Check {
        void by(X509ExtendedTrustManager authority) throws CertificateException;
    }

    private void check(X509Certificate[] chain, Check check) throws CertificateException {
        if (isNamed(chain)) {
            return;
        }
        CertificateException refusal = new CertificateException("nobody vouches for the server");
        for (X509ExtendedTrustManager authority : authorities) {
            try {
                check.by(authority);
                return;
            } catch (CertificateException e) {
                refusal.addSuppressed(e);
            }
        }
        throw new CertificateException(reason(refusal), refusal);
    }

    private static String reason(CertificateException refusal) {
        return refusal.getMessage() + ": " + refusal.getSuppressed()[0].getMessage();
    }

    private boolean isNamed(X509Certificate[] chain) throws CertificateException {
        if (certificateSha256 == null || chain.length == 0) {
            return false;
        }
        MessageDigest digest = Sha256.start();
        digest.update(chain[0].getEncoded());
        return Sha256.hex(digest).equals(certificateSha256);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException {
        check(chain, authority -> authority.checkServerTrusted(chain, type, engine));
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException {
        check(chain, authority -> authority.checkServerTrusted(chain, type, socket));
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
        check(chain, authority -> authority.checkServerTrusted(chain, type));
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException {
        throw notAServer();
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException {
        throw notAServer();
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
        throw notAServer();
    }

    private static CertificateException notAServer() {
        return new CertificateException("this side only calls");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
    }
}
