package io.fullcircle.pipelines.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisabledOnOs(OS.WINDOWS)
class LauncherTest {
    private Checkout checkout;

    @BeforeEach
    void checkOut(@TempDir Path directory) throws IOException {
        checkout = Checkout.in(directory);
    }

    @Test
    void buildsOnceThenStartsWhatIsBuilt() throws Exception {
        var first = checkout.start("--version");
        assertThat(first.exit()).isEqualTo(7);
        assertThat(first.said()).contains("building the application, once");
        assertThat(first.printed()).isEmpty();

        var second = checkout.start("--version");
        assertThat(second.exit()).isEqualTo(7);
        assertThat(second.said()).isEmpty();
        assertThat(checkout.builds()).isEqualTo(1);
        assertThat(checkout.target()).containsExactly("app");
    }

    @Test
    void passesArgumentsExactly() throws Exception {
        var arguments = new String[] {"run", "two  words.yaml", "", "*", "'\"$HOME\\", "Zoë 李", "-v"};
        checkout.start(arguments).exit();
        assertThat(checkout.arguments()).containsExactly(arguments);
    }

    @Test
    void staysInTheCallersDirectoryWhenStartedThroughLinks() throws Exception {
        var relative = Files.createSymbolicLink(
                checkout.root.resolve("pipelines/bin/fc"), Path.of("../../pipelines/bin/fullcircle"));
        var link = Files.createSymbolicLink(checkout.tools.resolve("fc"), relative);
        assertThat(checkout.start(checkout.builder(link)).exit()).isEqualTo(7);
        assertThat(checkout.recorded("directory"))
                .containsExactly(checkout.elsewhere.toRealPath().toString());
    }

    @Test
    void startsJavaAsTheTestsDo() throws Exception {
        var pom = Files.readString(Path.of("../pom.xml"));
        var arguments = Pattern.compile("<runtime.jvm.args>(.*)</runtime.jvm.args>")
                .matcher(pom)
                .results()
                .map(found -> found.group(1))
                .findFirst()
                .orElseThrow();
        checkout.start().exit();
        assertThat(checkout.javaArguments()).contains(arguments.split(" "));
    }

    @Test
    void letsTheUsersJavaOptionsAndDriversWin() throws Exception {
        var builder = checkout.builder(checkout.launcher());
        builder.environment().put("FULLCIRCLE_JAVA_OPTS", "-Xmx1g -XX:+UseParallelGC");
        builder.environment().put("FULLCIRCLE_CLASSPATH", "/drivers/some.jar");
        checkout.start(builder).exit();
        assertThat(checkout.javaArguments())
                .containsSubsequence("-Xmx256m", "-Xmx1g", "-XX:+UseParallelGC")
                .doesNotContain("-XX:+UseSerialGC")
                .contains(checkout.app().toRealPath() + "/lib/full-circle-pipelines-0.jar:/drivers/some.jar");
    }

    @Test
    void saysThatJavaIsMissing() throws Exception {
        var builder = checkout.builder(checkout.launcher());
        builder.environment().remove("JAVA_HOME");
        builder.environment().put("PATH", "/nowhere");
        var start = checkout.start(builder);
        assertThat(start.exit()).isEqualTo(3);
        assertThat(start.said()).isEqualTo("""
                        fullcircle: Java 17 or newer is needed; JAVA_HOME is not set; no java is on PATH.
                        -> Install a JDK 17 (Debian, Ubuntu: apt install openjdk-17-jdk; macOS: brew install openjdk@17; \
                        others: https://adoptium.net), or set JAVA_HOME to one.
                        """);
    }

    @ParameterizedTest
    @CsvSource({"1.8.0_402, 8", "11.0.22, 11", "16, 16"})
    void saysThatJavaIsTooOld(String version, String major) throws Exception {
        var start = checkout.javaVersion(version).start();
        assertThat(start.exit()).isEqualTo(3);
        assertThat(start.said()).contains("Java 17 or newer is needed", "/bin/java is Java " + major + ";");
    }

    @Test
    void takesTheJavaOnThePathWhereJavaHomeIsTooOld() throws Exception {
        var builder = checkout.javaVersion("11.0.22").builder(checkout.launcher());
        Files.copy(Path.of(builder.environment().get("JAVA_HOME"), "bin/java"), checkout.tools.resolve("java"));
        assertThat(checkout.start(builder).exit()).isEqualTo(7);
    }

    @Test
    void saysThatMavenIsMissing() throws Exception {
        var start = checkout.without("mvn").start();
        assertThat(start.exit()).isEqualTo(3);
        assertThat(start.said()).contains("there is no mvn on PATH").contains("-> Install Maven");
    }

    @Test
    void needsNoMavenForWhatIsBuilt() throws Exception {
        checkout.start().exit();
        assertThat(checkout.without("mvn").start().exit()).isEqualTo(7);
    }

    @ParameterizedTest
    @ValueSource(strings = {"connector/src/main/java/Some.java", "connector/src/main/java", "pipelines/pom.xml"})
    void buildsAgainWhenASourceHasChanged(String source) throws Exception {
        checkout.start().exit();
        checkout.change(source);
        var start = checkout.start();
        assertThat(start.exit()).isEqualTo(7);
        assertThat(start.said()).contains("the sources have changed: building the application again");
        assertThat(checkout.builds()).isEqualTo(2);
        assertThat(checkout.target()).containsExactly("app");
    }

    @Test
    void startsTheOlderApplicationWithAWarningWhereNothingCanBeBuilt() throws Exception {
        checkout.start().exit();
        checkout.change("pom.xml");
        var start = checkout.without("mvn").start();
        assertThat(start.exit()).isEqualTo(7);
        assertThat(start.said()).contains("warning: the application is older than its sources");
    }

    @Test
    void leavesNothingOfABuildThatFails() throws Exception {
        checkout.failMaven("[INFO] so far, so good\n[ERROR] Some.java:[3,1] ';' expected\n");
        var start = checkout.start();
        assertThat(start.exit()).isEqualTo(3);
        assertThat(start.printed()).isEmpty();
        assertThat(start.said())
                .contains("Some.java:[3,1]", "couldn't be built")
                .doesNotContain("so far");
        assertThat(checkout.target()).containsExactly("build.log");
    }

    @Test
    void saysThatTheNetworkIsMissing() throws Exception {
        checkout.failMaven("[ERROR] Could not transfer artifact a:b:1 from/to central: Unknown host\n");
        var start = checkout.start();
        assertThat(start.exit()).isEqualTo(3);
        assertThat(start.said()).contains("couldn't fetch what the build needs", "~/.m2/settings.xml");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void buildsOnceForTwoStartsAtOnce(boolean flock) throws Exception {
        assumeThat(Files.exists(checkout.tools.resolve("flock"))).isTrue();
        if (!flock) {
            checkout.without("flock");
        }
        checkout.holdMaven();
        var first = checkout.start("first");
        await().until(() -> checkout.builds() == 1);
        var second = checkout.start("second");
        await().until(() -> second.said().contains("another start is building the application"));
        checkout.letMavenGo();
        assertThat(first.exit()).isEqualTo(7);
        assertThat(second.exit()).isEqualTo(7);
        assertThat(checkout.builds()).isEqualTo(1);
        assertThat(checkout.target()).containsExactly("app");
    }

    @Test
    void leavesNothingOfABuildThatIsCancelled() throws Exception {
        checkout.holdMaven();
        var start = checkout.start();
        await().until(() -> checkout.builds() == 1);
        start.process().destroy();
        assertThat(start.exit()).isEqualTo(130);
        assertThat(checkout.target()).isEmpty();
    }

    @Test
    void clearsAwayWhatAKilledBuildLeft() throws Exception {
        checkout.holdMaven();
        var start = checkout.start();
        await().until(() -> checkout.builds() == 1);
        start.process().destroyForcibly().waitFor();
        assertThat(checkout.target()).hasSize(1);
        checkout.letMavenGo();
        assertThat(checkout.start().exit()).isEqualTo(7);
        assertThat(checkout.target()).containsExactly("app");
    }

    @Test
    void needsNoSourcesWhereTheApplicationIsInstalled() throws Exception {
        checkout.start().exit();
        Files.delete(checkout.root.resolve("pom.xml"));
        assertThat(checkout.start().exit()).isEqualTo(7);
        assertThat(checkout.builds()).isEqualTo(1);
    }

    @Test
    void saysThatThereIsNothingToStartOrToBuild() throws Exception {
        Files.delete(checkout.root.resolve("pom.xml"));
        var start = checkout.start();
        assertThat(start.exit()).isEqualTo(3);
        assertThat(start.said()).contains("neither an application in");
    }
}
