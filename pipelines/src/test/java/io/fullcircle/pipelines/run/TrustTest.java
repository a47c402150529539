package io.fullcircle.pipelines.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fullcircle.connector.base.ConfigurationException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrustTest {
    @TempDir
    Path folder;

    @AfterEach
    void forget() {
        System.clearProperty("javax.net.ssl.trustStore");
        System.clearProperty("javax.net.ssl.trustStoreType");
        System.clearProperty("javax.net.ssl.trustStorePassword");
    }

    private static List<X509Certificate> trusted() throws Exception {
        var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init((KeyStore) null);
        return Stream.of(factory.getTrustManagers())
                .flatMap(manager -> Stream.of(((X509TrustManager) manager).getAcceptedIssuers()))
                .toList();
    }

    @Test
    void addsACertificateToThoseThatDriversTrust() throws Exception {
        var own = new HeldCertificate.Builder().commonName("own").build();
        Path file = Files.writeString(folder.resolve("ca.pem"), own.certificatePem());
        var before = trusted();

        Trust.extend(Map.of());
        assertThat(trusted()).hasSameElementsAs(before);
        Trust.extend(Map.of("FULLCIRCLE_CA", file.toString()));

        assertThat(trusted()).contains(own.certificate()).containsAll(before);
    }

    @Test
    void leavesAStoreAloneThatSomebodyHasNamed() {
        System.setProperty("javax.net.ssl.trustStore", "mine.p12");

        Trust.extend(Map.of("FULLCIRCLE_CA", "nowhere.pem"));

        assertThat(System.getProperty("javax.net.ssl.trustStore")).isEqualTo("mine.p12");
    }

    @Test
    void refusesAFileWithoutCertificates() {
        assertThatThrownBy(() -> Trust.extend(
                        Map.of("FULLCIRCLE_CA", folder.resolve("none.pem").toString())))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("none.pem");
    }
}
